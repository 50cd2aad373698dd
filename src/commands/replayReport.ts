import { conversionsOf, type Conversion } from '../domain/conversion.ts';
import { DAY_MS } from '../domain/decay.ts';
import { latencyBy, latencyOf, rolling30, type Clock, type Latency } from '../domain/latency.ts';
import type { Model } from '../domain/model.ts';
import { shiftsSeen, workingClock } from '../domain/presence.ts';
import { replay } from '../domain/replay.ts';
import { routeArrivals } from '../domain/replayRouting.ts';
import { withFacts } from './replayLeads.ts';
import type { LeadLog } from './replayLog.ts';
import { routingOf } from './replayRouting.ts';

/** The answer of `--json`; minutes to a tenth, shares to a ten-thousandth, null for a figure nobody can know. */
export type ReplayReport = ReturnType<typeof reportOf>;

/**
 * Plays a log and computes the figures of DESIGN 9. `hotLeadsPerDay` and `crossed70` are by the calendar of the signals' own
 * clocks, without days that have none. Working time is the time in which at least one rep is there, as far as their own
 * contacts tell: each local day from a rep's first to the last.
 */
export function reportOf(log: LeadLog, model: Model) {
  const { entries, end } = log;
  const played = replay(entries, end, model);
  const { episodes, rounds, clocks, openedOn, crossedOn } = played;
  const shifts = shiftsSeen(log.touches);
  const countOf = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
  const all = latencyOf(clocks, end);
  const { closed, bySignalType } = conversionsOf(entries);
  const routed = routeArrivals(withFacts(played, entries, model), shifts, model.routing);
  return {
    leads: log.leads.size,
    signals: countOf('signal'),
    contacts: countOf('contact'),
    automatedContacts: log.automatedContacts,
    outcomes: countOf('outcome'),
    episodes,
    rounds,
    hotLeadsPerDay: perDay(openedOn),
    crossed70: perDay(crossedOn),
    signalToFirstContact: shortFigures(all),
    signalToFirstContactWorking: shortFigures(latencyOf(...inWorkingTime(clocks, end, workingClock(shifts)))),
    answeredWithin: sharesOf(all),
    kaplanMeierMedianMinutes: minutes(all.kaplanMeierMedianMs),
    rolling30: rolling30(clocks, end).map(({ until, ...figures }) => ({ until: isoOf(until), ...figuresOf(figures) })),
    byRep: grouped(clocks, end, repOf),
    byTier: grouped(clocks, end, (clock) => String(clock.tier)),
    bySource: grouped(clocks, end, (clock) => clock.source),
    conversion: { won: closed.won, closed: closed.of, ...interval(closed) },
    conversionBySignalType: Object.fromEntries(
      [...bySignalType].map(([type, one]) => [type, { won: one.won, leads: one.of, ...interval(one) }]),
    ),
    routing: routingOf(routed, clocks),
    rejected: Object.fromEntries(log.rejected),
    firstRejected: log.firstRejected,
    modelVersion: model.version,
  };
}

function perDay(days: readonly number[]): Record<string, number> {
  const counts = new Map<number, number>();
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1);
  const sorted = [...counts].toSorted(([a], [b]) => a - b);
  return Object.fromEntries(sorted.map(([day, count]) => [isoOf(day * DAY_MS).replace(/T.*/, ''), count]));
}

function inWorkingTime(clocks: readonly Clock[], end: number, worked: (at: number) => number): [Clock[], number] {
  const moved = clocks.map(({ startedAt, answeredAt, ...rest }) => {
    const answer = answeredAt === undefined ? {} : { answeredAt: worked(answeredAt) };
    return { startedAt: worked(startedAt), ...answer, ...rest };
  });
  return [moved, worked(end)];
}

/** A log does not say whose an unanswered clock is, so only answers have a rep. */
function repOf({ rep, answeredAt }: Clock): string | undefined {
  return answeredAt === undefined ? undefined : (rep ?? 'unnamed');
}

function grouped(clocks: readonly Clock[], end: number, group: (clock: Clock) => string | undefined) {
  const groups = latencyBy(clocks, end, group);
  return Object.fromEntries([...groups].map(([name, figures]) => [name, figuresOf(figures)]));
}

function figuresOf(figures: Latency) {
  return {
    ...shortFigures(figures),
    kaplanMeierMedianMinutes: minutes(figures.kaplanMeierMedianMs),
    answeredWithin: sharesOf(figures),
  };
}

function shortFigures({ count, open, medianMs, p90Ms }: Latency) {
  return { count, medianMinutes: minutes(medianMs), p90Minutes: minutes(p90Ms), open };
}

function sharesOf({ answeredWithin }: Latency): Record<string, number | null> {
  return Object.fromEntries(Object.entries(answeredWithin).map(([limit, share]) => [limit, rounded(share)]));
}

function interval({ share, low, high }: Conversion) {
  return { share: rounded(share), low: rounded(low), high: rounded(high) };
}

function rounded(share: number | undefined): number | null {
  return share === undefined ? null : Math.round(share * 10_000) / 10_000;
}

function minutes(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(ms / 6_000) / 10;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
