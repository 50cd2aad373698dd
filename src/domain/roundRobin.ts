/**
 * One rep's account in a pool, in leads: `entitlement` is the exact share due so far, `assigned` the leads had, `worst` the
 * furthest they were ever apart (absent: nobody kept it). A joining member starts with all at zero. `weight` is relative to
 * the others; 0 takes leads only when no one else can.
 */
export type Member = {
  rep: string;
  weight: number;
  entitlement: number;
  assigned: number;
  lastAssignedAt?: number;
  worst?: number;
};

/** How fair a pool is, in leads: what was due to each, what they had, and by how much due is more. */
export type Certificate = {
  members: { rep: string; due: number; had: number; deviation: number; worst?: number }[];
  /** The furthest anybody is from their exact share now. */
  worst: number;
  /** Nobody gets further while the same members are present (proven); absent for a pool without members. */
  bound?: number;
};

/** What is known of a turn that was taken: when, the rep's one before, and what it gave to each. */
export type TurnTaken = { at: number; before?: number; shares?: Readonly<Record<string, number>> };

/** Deadlines and deficits closer than this are a tie: sums of shares carry rounding errors. */
const tieStep = 1e-9;

/** Shares are kept to this part of a lead, so that a share given and taken back leaves the very same number. */
const grainsPerLead = 1e10;

/**
 * Whose turn it is among the present members, and the pool after that turn; undefined when nobody of the pool is present.
 * `before` is when the rep's turn before this one was and `shares` the part of the lead each was due by it, for giving it back.
 * Pure: keep `members` of the answer in the same transaction as the assignment, or the turn did not happen.
 * Rule: Tijdeman, The chairman assignment problem, 1980; with k members always present nobody strays further than
 * 1 - 1/(2k-2) leads from the exact share. An absent member's account does not move. Of equals whoever is `active` (at the
 * keyboard now) comes first: a tie may go to anybody, so this costs no fairness.
 */
export function takeTurn<M extends Member>(
  members: readonly M[],
  present: ReadonlySet<string>,
  now: number,
  active: ReadonlySet<string> = new Set(),
): { rep: string; members: M[]; shares: Record<string, number>; before?: number } | undefined {
  const shares = sharesOf(members, present);
  const next = nextOf(members, shares, active);
  if (next === undefined) return undefined;
  const after = members.map((m) => accountAfter(m, shares.of(m), m === next ? now : undefined));
  const before = next.lastAssignedAt;
  return { rep: next.rep, members: after, shares: given(members, shares), ...(before !== undefined && { before }) };
}

/** Only of those who share: an account without a share does not move, and is not written down. */
function given(members: readonly Member[], shares: Shares): Record<string, number> {
  const parts = members.map((m) => [m.rep, shares.of(m)] as const);
  return Object.fromEntries(parts.flatMap(([rep, share]) => (share === undefined ? [] : [[rep, inGrains(share)]])));
}

function accountAfter<M extends Member>(member: M, share: number | undefined, assignedAt: number | undefined): M {
  if (share === undefined) return member;
  const entitlement = grown(member, share);
  const assigned = member.assigned + (assignedAt === undefined ? 0 : 1);
  const worst = Math.max(member.worst ?? 0, Math.abs(entitlement - assigned));
  const account = { ...member, entitlement, assigned, worst };
  if (assignedAt !== undefined) account.lastAssignedAt = assignedAt;
  return account;
}

/**
 * Undoes a turn whose lead came back (bounced, duplicate, wrong territory): the rep is due that lead again, and the
 * share it gave to everyone `sharedWith` (the present members when it was assigned) is taken back. With the `shares` of that
 * `turn` that is exactly what it gave, whatever the weights are now; without, it is reckoned by the weights of now. With its times
 * the rep's place among equals is as it was, too. Only `worst` remains, for it was so. Give it every account there is, also of those
 * who left since: a turn whose rep is not among them is not given back. NOT safe twice.
 */
export function giveBack<M extends Member>(
  members: readonly M[],
  rep: string,
  sharedWith: ReadonlySet<string>,
  turn?: TurnTaken,
): M[] {
  if (!members.some((m) => m.rep === rep)) return [...members];
  const reckoned = sharesOf(members, sharedWith);
  const returned = members.map((m) => {
    const share = turn?.shares === undefined ? reckoned.of(m) : turn.shares[m.rep];
    return share === undefined ? m : { ...m, entitlement: grown(m, -share) };
  });
  return returned.map((m) => (m.rep === rep ? withTimesOf({ ...m, assigned: m.assigned - 1 }, turn) : m));
}

/** A later turn of the same rep stays the last one. */
function withTimesOf<M extends Member>(member: M, times: TurnTaken | undefined): M {
  if (times === undefined || member.lastAssignedAt !== times.at) return member;
  const { lastAssignedAt: _, ...rest } = member;
  return { ...rest, ...(times.before !== undefined && { lastAssignedAt: times.before }) } as M;
}

/** Where every account stands; the deviations sum to zero but for rounding. */
export function certificateOf(members: readonly Member[]): Certificate {
  const lines = members.map((m) => ({
    rep: m.rep,
    due: m.entitlement,
    had: m.assigned,
    deviation: m.entitlement - m.assigned,
    ...(m.worst !== undefined && { worst: m.worst }),
  }));
  const weighted = members.filter((m) => m.weight > 0).length || members.length;
  return {
    members: lines,
    worst: Math.max(0, ...lines.map(({ deviation }) => Math.abs(deviation))),
    ...(weighted > 0 && { bound: 1 - slack(weighted) }),
  };
}

/** Tijdeman's d for k members; one alone is always exact. */
function slack(k: number): number {
  return k > 1 ? 1 / (2 * k - 2) : 1;
}

/** Who shares a lead, how many they are, and their parts of it; undefined for who does not. */
type Shares = { k: number; of: (member: Member) => number | undefined };

/** Weights are measured by the greatest, so that neither huge nor tiny ones leave the range of numbers. */
function sharesOf(members: readonly Member[], present: ReadonlySet<string>): Shares {
  let [here, weighted, greatest] = [0, 0, 0];
  for (const { rep, weight } of members) {
    if (!present.has(rep)) continue;
    here += 1;
    if (weight > 0) weighted += 1;
    greatest = Math.max(greatest, weight);
  }
  if (weighted === 0) return { k: here, of: ({ rep }) => (present.has(rep) ? 1 / here : undefined) };
  const part = ({ rep, weight }: Member) => (weight > 0 && present.has(rep) ? weight / greatest : 0);
  const total = members.reduce((sum, member) => sum + part(member), 0);
  return { k: weighted, of: (m) => (m.weight > 0 && present.has(m.rep) ? part(m) / total : undefined) };
}

function grown({ entitlement }: Member, share: number): number {
  return inGrains(entitlement + inGrains(share));
}

function inGrains(leads: number): number {
  return Math.round(leads * grainsPerLead) / grainsPerLead;
}

/** A place in the line: the lower class first, in a class the lower rank, of equals the active. */
type Turn<M> = { member: M; class: 0 | 1 | 2; rank: number; active: boolean };

function nextOf<M extends Member>(members: readonly M[], shares: Shares, active: ReadonlySet<string>): M | undefined {
  const d = shares.k > 1 ? slack(shares.k) : 0;
  let next: Turn<M> | undefined;
  for (const member of members) {
    const share = shares.of(member);
    if (share === undefined) continue;
    const turn = { ...turnOf(member, share, d), active: active.has(member.rep) };
    if (next === undefined || isBefore(turn, next)) next = turn;
  }
  return next?.member;
}

function turnOf<M extends Member>(member: M, share: number, d: number): Omit<Turn<M>, 'active'> {
  const deficit = grown(member, share) - member.assigned;
  const untilDeadline = 1 - d - deficit;
  // Only absences let anybody miss a deadline. A small share is then no reason to be served first: it would let the
  // others stray by 2.9 leads in seeded calendars of shifts, instead of 1.5.
  if (untilDeadline < -tieStep) return { member, class: 0, rank: inSteps(-deficit) };
  if (deficit < d - tieStep) return { member, class: 2, rank: inSteps(-deficit) };
  return { member, class: 1, rank: share > 0 ? inSteps(untilDeadline / share) : Infinity };
}

function inSteps(rank: number): number {
  return Math.round(rank / tieStep);
}

function isBefore<M extends Member>(a: Turn<M>, b: Turn<M>): boolean {
  if (a.class !== b.class) return a.class < b.class;
  if (a.rank !== b.rank) return a.rank < b.rank;
  return a.active === b.active ? waitsLonger(a.member, b.member) : a.active;
}

function waitsLonger(a: Member, b: Member): boolean {
  // Two who never had a lead give NaN here.
  const waited = (a.lastAssignedAt ?? -Infinity) - (b.lastAssignedAt ?? -Infinity);
  return waited === 0 || Number.isNaN(waited) ? a.rep < b.rep : waited < 0;
}
