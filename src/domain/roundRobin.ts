/**
 * One rep's account in a pool, in leads: `entitlement` is the exact share due so far, `assigned` the leads had.
 * A joining member starts with both at zero. `weight` is relative to the others; 0 takes leads only when no one else can.
 */
export type Member = { rep: string; weight: number; entitlement: number; assigned: number; lastAssignedAt?: number };

/** Deadlines and deficits closer than this are a tie: sums of shares carry rounding errors. */
const tieStep = 1e-9;

/**
 * Whose turn it is among the present members, and the pool after that turn; undefined when nobody of the pool is present.
 * Pure: keep `members` of the answer in the same transaction as the assignment, or the turn did not happen.
 * Rule: Tijdeman, The chairman assignment problem, 1980; with k members always present nobody strays further than
 * 1 - 1/(2k-2) leads from the exact share. An absent member's account does not move.
 */
export function takeTurn(
  members: readonly Member[],
  present: ReadonlySet<string>,
  now: number,
): { rep: string; members: Member[] } | undefined {
  const shares = sharesOf(members, present);
  const due = grow(members, shares, 1);
  const rep = chosen(due, shares)?.rep;
  if (rep === undefined) return undefined;
  const assign = (m: Member) => (m.rep === rep ? { ...m, assigned: m.assigned + 1, lastAssignedAt: now } : m);
  return { rep, members: due.map(assign) };
}

/**
 * Undoes a turn whose lead came back (bounced, duplicate, wrong territory): the rep is due that lead again, and the
 * share it gave to everyone `sharedWith` (the present members when it was assigned) is taken back. NOT safe twice.
 */
export function giveBack(members: readonly Member[], rep: string, sharedWith: ReadonlySet<string>): Member[] {
  return grow(members, sharesOf(members, sharedWith), -1).map((m) =>
    m.rep === rep ? { ...m, assigned: m.assigned - 1 } : m,
  );
}

function sharesOf(members: readonly Member[], present: ReadonlySet<string>): Map<string, number> {
  const here = members.filter((m) => present.has(m.rep));
  const weighted = here.filter((m) => m.weight > 0);
  const sharing = weighted.length > 0 ? weighted : here.map((m) => ({ ...m, weight: 1 }));
  const total = sharing.reduce((sum, m) => sum + m.weight, 0);
  return new Map(sharing.map((m) => [m.rep, m.weight / total]));
}

function grow(members: readonly Member[], shares: ReadonlyMap<string, number>, leads: number): Member[] {
  return members.map((m) => ({ ...m, entitlement: m.entitlement + leads * (shares.get(m.rep) ?? 0) }));
}

function chosen(due: readonly Member[], shares: ReadonlyMap<string, number>): Member | undefined {
  const d = shares.size > 1 ? 1 / (2 * shares.size - 2) : 0;
  const turns = due.flatMap((member) => {
    const share = shares.get(member.rep);
    if (share === undefined) return [];
    const deficit = member.entitlement - member.assigned;
    return [{ member, deficit, deadline: (1 - d - deficit) / share }];
  });
  const urgent = turns.filter((turn) => turn.deficit >= d - tieStep);
  if (urgent.length > 0) return first(urgent, (turn) => turn.deadline)?.member;
  return first(turns, (turn) => -turn.deficit)?.member;
}

function first<T extends { member: Member }>(turns: readonly T[], rank: (turn: T) => number): T | undefined {
  const steps = (turn: T) => Math.round(rank(turn) / tieStep);
  return turns.toSorted((a, b) => steps(a) - steps(b) || byWaiting(a.member, b.member))[0];
}

function byWaiting(a: Member, b: Member): number {
  const waited = (a.lastAssignedAt ?? -Infinity) - (b.lastAssignedAt ?? -Infinity);
  // Two who never had a lead give NaN here, which is falsy as well.
  return waited || (a.rep < b.rep ? -1 : 1);
}
