import type { Entry } from './replay.ts';

/** How many of some leads were won, and what that says: `low` to `high` is Wilson's interval at 95%. Absent of none. */
export type Conversion = { won: number; of: number; share?: number; low?: number; high?: number };

/** The leads of a log with an outcome, and by signal type all leads that gave such a signal before they were won. */
export type Conversions = { closed: Conversion; bySignalType: Map<string, Conversion> };

/** The normal quantile that leaves 2.5% on each side. */
const Z95 = 1.959964;

/** Who became a customer, counted by lead; one lost and won again is won. Entries may come in any order. */
export function conversionsOf(entries: readonly Entry[]): Conversions {
  const outcomes = entries.filter((entry) => entry.kind === 'outcome');
  const closed = new Set(outcomes.map((entry) => entry.lead));
  const wonAt = new Map<string, number>();
  for (const { lead, at, won } of outcomes) if (won) wonAt.set(lead, Math.min(at, wonAt.get(lead) ?? at));
  const wonOf = (leads: ReadonlySet<string>) =>
    conversion([...leads].filter((one) => wonAt.has(one)).length, leads.size);
  const types = [...leadsByType(entries, wonAt)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { closed: wonOf(closed), bySignalType: new Map(types.map(([type, leads]) => [type, wonOf(leads)])) };
}

function leadsByType(entries: readonly Entry[], wonAt: ReadonlyMap<string, number>): Map<string, Set<string>> {
  const types = new Map<string, Set<string>>();
  for (const entry of entries) {
    // What a customer does is no reason for having become one.
    if (entry.kind !== 'signal' || entry.at > (wonAt.get(entry.lead) ?? Infinity)) continue;
    const leads = types.get(entry.signal.type) ?? new Set();
    types.set(entry.signal.type, leads.add(entry.lead));
  }
  return types;
}

/** Wilson, Probable inference, the law of succession, 1927: right for few leads and for shares near 0 and 1 too. */
function conversion(won: number, of: number): Conversion {
  if (of === 0) return { won, of };
  const share = won / of;
  const middle = share + Z95 ** 2 / (2 * of);
  const reach = Z95 * Math.sqrt((share * (1 - share)) / of + Z95 ** 2 / (4 * of ** 2));
  const whole = 1 + Z95 ** 2 / of;
  return { won, of, share, low: Math.max(0, (middle - reach) / whole), high: Math.min(1, (middle + reach) / whole) };
}
