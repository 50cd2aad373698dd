import type { CheckedRep } from './checkFindings.ts';
import type { RepFacts } from './facts.ts';
import { membersToday, type PoolAccount } from './pools.ts';
import type { RoutingSettings } from './settings.ts';

/** The people who are checked as routing sees them, and who is in which pool. */
export type CheckedStaff = {
  reps: RepFacts[];
  accounts: Record<string, PoolAccount[]>;
  members: Record<string, CheckedRep[]>;
};

/** The pools that some rule names. */
export function poolsInUse(settings: RoutingSettings): ReadonlySet<string> {
  const { territories, customerPool, productPool, poorFitPool } = settings;
  const named = [customerPool, productPool, poorFitPool].filter((pool) => pool !== undefined);
  return new Set(['default', ...named, ...territories.map(({ pool }) => pool)]);
}

/** Everyone who has not left is there: what is missing then is missing always. */
export function staffToCheck(settings: RoutingSettings, people: readonly CheckedRep[], now: number): CheckedStaff {
  const reps = people.map(({ name, email, active }, index): RepFacts => {
    const availability = active ? { present: true, because: 'is there' } : { present: false, because: 'has left' };
    return { id: String(index), name, active, availability, ...(email !== undefined && { email }) };
  });
  const accounts = mapped(settings.pools, (pool) => membersToday(pool, [], { reps, people: settings.people, now }));
  const members = mapped(accounts, (list) => list.flatMap(({ rep }) => people[Number(rep)] ?? []));
  return { reps, accounts, members };
}

function mapped<T, R>(of: Readonly<Record<string, T>>, to: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, to(value)]));
}
