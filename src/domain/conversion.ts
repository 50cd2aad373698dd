import { type Share, wilson } from './figures/wilson.ts';
import type { Entry } from './replay.ts';

/** How many of some leads were won, and what that says: `low` to `high` is Wilson's interval at 95%. Absent of none. */
export type Conversion = Share & { won: number; of: number };

/** Some leads, and by signal type all of them that gave such a signal before they were won; types in their order. */
export type Conversions = { closed: Conversion; bySignalType: Map<string, Conversion> };

/** Something a lead did, epoch ms. */
type Deed = { lead: string; type: string; at: number };

/** Who became a customer, counted by lead; one lost and won again is won. Entries may come in any order. */
export function conversionsOf(entries: readonly Entry[]): Conversions {
  const outcomes = entries.filter((entry) => entry.kind === 'outcome');
  const wonAt = new Map<string, number>();
  for (const { lead, at, won } of outcomes) if (won) wonAt.set(lead, Math.min(at, wonAt.get(lead) ?? at));
  const signals = entries.flatMap((entry) =>
    entry.kind === 'signal' ? { lead: entry.lead, type: entry.signal.type, at: entry.at } : [],
  );
  const closed = new Set(outcomes.map((entry) => entry.lead));
  return { closed: wonOf(closed, wonAt), bySignalType: bySignalType(signals, wonAt) };
}

/** The same of leads that are known by their signals alone, where `wonAt` says who was won and when. */
export function conversionsBy(signals: readonly Deed[], wonAt: ReadonlyMap<string, number>): Conversions {
  const leads = new Set(signals.map(({ lead }) => lead));
  return { closed: wonOf(leads, wonAt), bySignalType: bySignalType(signals, wonAt) };
}

function bySignalType(signals: readonly Deed[], wonAt: ReadonlyMap<string, number>): Map<string, Conversion> {
  const types = new Map<string, Set<string>>();
  for (const { lead, type, at } of signals) {
    // What a customer does is no reason for having become one.
    if (at > (wonAt.get(lead) ?? Infinity)) continue;
    const leads = types.get(type) ?? new Set();
    types.set(type, leads.add(lead));
  }
  const sorted = [...types].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([type, leads]) => [type, wonOf(leads, wonAt)]));
}

function wonOf(leads: ReadonlySet<string>, wonAt: ReadonlyMap<string, number>): Conversion {
  const won = [...leads].filter((one) => wonAt.has(one)).length;
  return { won, of: leads.size, ...wilson(won, leads.size) };
}
