import { row, span } from './replayCells.ts';
import type { ReplayReport } from './replayReport.ts';

/** What routing would have done next to what really happened, as lines for a person at a terminal. */
export function routingInWords({ byRep, routing }: ReplayReport): string[] {
  const { routed, held, covered, unrouted, unassigned, toClaim, mostHeldAtOnce, fairness, really } = routing;
  const named = Object.values(really.byRep).reduce((sum, leads) => sum + leads, 0);
  return [
    'What routing would have done, with each rep there from their first contact of a day to the last:',
    `  ${routed} routed: ${routed - held} at once, ${held} held until somebody came; ${covered} covered for an owner who was away;`,
    ...(toClaim > 0 ? [`  ${toClaim} offered to a pool whose people claim;`] : []),
    ...(mostHeldAtOnce > 1 ? [`  up to ${mostHeldAtOnce} held leads came to one rep at the same instant;`] : []),
    `  ${unrouted} unrouted: nobody who may have them came any more.`,
    `  ${unassigned} came when nobody at all could take them.`,
    ...nobodyInPools(routing),
    ...fairnessInWords(fairness),
    'What really happened:',
    `  ${named} answered first by a rep with a name, ${really.unnamed} by people without one.`,
    ...(really.worst === null
      ? []
      : [`  The rep furthest from the same share of those ${named} was off by ${leadsIn(really.worst)}.`]),
    '',
    ...repTable(byRep, routing),
    'Share: the fair share of the leads that were given while the rep was there. Answered: first, really.',
  ];
}

function fairnessInWords({ worst, worstEver, due }: ReplayReport['routing']['fairness']): string[] {
  if (Object.values(due).every((leads) => leads === 0)) return [];
  return [
    `  Nobody ends further than ${leadsIn(worst)} from their fair share, or was further than ${worstEver} on the way.`,
  ];
}

function nobodyInPools({ byRep, fairness }: ReplayReport['routing']): string[] {
  const [rep] = Object.keys(byRep);
  if (rep === undefined || Object.keys(fairness.due).length > 0) return [];
  return [`  No rep of the log is in a pool: the model names them by e-mail, the log as "${rep}".`];
}

function repTable(
  byRep: ReplayReport['byRep'],
  { byRep: given, fairness: { due } }: ReplayReport['routing'],
): string[] {
  const reps = [...new Set([...Object.keys(byRep), ...Object.keys(given)])].toSorted();
  return [
    row(['rep', 'share', 'routed', 'answered', 'median', 'p90']),
    ...reps.map((rep) => {
      const answered = byRep[rep];
      const leads = [due[rep]?.toFixed(1) ?? '-', `${given[rep] ?? '-'}`, `${answered?.count ?? 0}`];
      return row([rep, ...leads, span(answered?.medianMinutes ?? null), span(answered?.p90Minutes ?? null)]);
    }),
  ];
}

function leadsIn(leads: number): string {
  return `${leads} ${leads === 1 ? 'lead' : 'leads'}`;
}
