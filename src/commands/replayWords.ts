import type { ReplayReport } from './replay.ts';

type Group = ReplayReport['byRep'][string];

/** The figures of a replay as lines for a person at a terminal. */
export function replayInWords(report: ReplayReport): string[] {
  const { leads, signals, contacts, outcomes, episodes, rounds, routing } = report;
  return [
    `Played ${leads} leads: ${signals} signals, ${contacts} contacts, ${outcomes} outcomes (model version ${report.modelVersion}).`,
    ...rejections(report),
    `Hot: ${episodes} episodes and ${rounds} later rounds.`,
    '',
    ...responseTimes(report),
    '',
    'Routing to the reps of the log, present on each day from their first contact to their last:',
    `  ${routing.routed} routed, ${routing.held} of them held for a shift to begin, ${routing.covered} covered by another rep;`,
    `  ${routing.unrouted} found nobody until the end of the log.`,
    '',
    ...repTable(report),
  ];
}

function responseTimes({
  signalToFirstContact,
  answeredWithin,
  kaplanMeierMedianMinutes,
  byTier,
  bySource,
}: ReplayReport): string[] {
  const header = row(['signal to first contact', 'answered', 'open', 'median', 'p90', 'in 60 min']);
  return [
    header,
    groupRow('all', { ...signalToFirstContact, answeredWithin }),
    ...Object.entries(byTier).map(([tier, group]) => groupRow(`tier ${tier}`, group)),
    ...Object.entries(bySource).map(([source, group]) => groupRow(`source ${source}`, group)),
    `Median with the open ones counted as still waiting (Kaplan-Meier): ${span(kaplanMeierMedianMinutes)}.`,
  ];
}

function repTable({ byRep, routing }: ReplayReport): string[] {
  const reps = [...new Set([...Object.keys(byRep), ...Object.keys(routing.byRep)])].toSorted();
  const header = row(['rep', 'answered', 'routed', 'median', 'p90', '']);
  return [
    header,
    ...reps.map((rep) => {
      const answered = byRep[rep];
      const times = [span(answered?.medianMinutes ?? null), span(answered?.p90Minutes ?? null), ''];
      return row([rep, `${answered?.count ?? 0}`, `${routing.byRep[rep] ?? 0}`, ...times]);
    }),
  ];
}

function rejections({ rejected, firstRejected }: ReplayReport): string[] {
  const counts = Object.entries(rejected).map(([reason, count]) => `${count} ${reason}`);
  if (counts.length === 0) return [];
  const named = firstRejected.map(({ line, reason }) => `line ${line} (${reason})`);
  return [`Not played: ${counts.join(', ')}. First: ${named.join(', ')}.`];
}

function groupRow(
  name: string,
  { count, open, medianMinutes, p90Minutes, answeredWithin }: Omit<Group, 'kaplanMeierMedianMinutes'>,
): string {
  const share = answeredWithin['60m'];
  const percent = share == null ? '-' : `${Math.round(share * 100)}%`;
  return row([name, `${count}`, `${open}`, span(medianMinutes), span(p90Minutes), percent]);
}

function row([name = '', ...cells]: string[]): string {
  return `${name.padEnd(26)}${cells.map((cell) => cell.padStart(10)).join('')}`.trimEnd();
}

function span(minutes: number | null): string {
  if (minutes === null) return '-';
  return minutes < 120 ? `${minutes.toFixed(1)} min` : `${(minutes / 60).toFixed(1)} h`;
}
