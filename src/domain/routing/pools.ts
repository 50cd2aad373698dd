import type { Member } from '../roundRobin.ts';
import type { RepFacts } from './facts.ts';
import type { Person, Pool, PoolMember } from './settings.ts';
import { roleOf } from './staff.ts';

/** A rep's account in a pool as it is kept. `joinedAt` is when the membership began; absent is an old hand. */
export type PoolAccount = Member & { joinedAt?: number };

const WEEK_MS = 7 * 86_400_000;

/**
 * Who is in the pool now, in the order of rep ids, with the weight of today. Who has no account yet begins at zero, and now. Accounts
 * of those who left the CRM or the pool are not in the answer and stay as they are kept: whoever comes back finds theirs. While a
 * weight ramps up, it grows with each whole week since joining; a date ahead of now is the first week.
 */
export function membersToday(
  pool: Pool,
  accounts: readonly PoolAccount[],
  { reps, people, now }: { reps: readonly RepFacts[]; people: Readonly<Record<string, Person>>; now: number },
): PoolAccount[] {
  const kept = new Map(accounts.map((account) => [account.rep, account]));
  const weights = weightsOf(pool, people);
  return reps
    .flatMap((rep): PoolAccount[] => {
      const weight = rep.active ? weights(rep) : undefined;
      if (weight === undefined) return [];
      const account = kept.get(rep.id) ?? { rep: rep.id, weight, entitlement: 0, assigned: 0, joinedAt: now };
      return [{ ...account, weight: weight * rampedTo(pool, account.joinedAt, now) }];
    })
    .toSorted((a, b) => (a.rep < b.rep ? -1 : 1));
}

/** The full weight of a rep in the pool; undefined for those who are not in it. */
function weightsOf(pool: Pool, people: Readonly<Record<string, Person>>): (rep: RepFacts) => number | undefined {
  const { members, role } = pool;
  if (members === 'everyone') return (rep) => (role === undefined || roleOf(rep, { people }) === role ? 1 : undefined);
  const byEmail = new Map(members.map((member: PoolMember) => [member.rep, member.weight]));
  return ({ email }) => (email === undefined ? undefined : byEmail.get(email));
}

function rampedTo({ rampUp }: Pool, joinedAt: number | undefined, now: number): number {
  if (joinedAt === undefined || rampUp === undefined) return 1;
  return rampUp[Math.max(0, Math.floor((now - joinedAt) / WEEK_MS))] ?? 1;
}
