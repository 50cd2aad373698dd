import { takeTurn, type Member } from './roundRobin.ts';

/** A person who sells. `active` is the CRM's: a deactivated rep neither owns nor covers new episodes. */
export type Rep = { id: string; name: string; active: boolean };

/**
 * Who gets an episode. `owner` is the rep of record to be in the CRM, `assignee` has the task and the clock now;
 * `covered` says that they differ because the owner is away, `held` that nobody can be found yet, and why is in `because`.
 * `candidates` are all who were considered. `pool` is the pool after this turn, to be kept with the assignment.
 */
export type Route = {
  owner?: string;
  assignee?: string;
  ownerChanged: boolean;
  because: string;
  candidates: { rep: string; outcome: string }[];
  pool: Member[];
  covered: boolean;
  held: boolean;
};

export type RouteQuestion = {
  /** The owner in the CRM now. */
  ownerRep?: string;
  reps: readonly Rep[];
  pool: readonly Member[];
  present: ReadonlySet<string>;
  now: number;
};

/**
 * Keeps an active owner: present, the owner is the assignee; away, a present member of the pool covers and the owner stays
 * owner of record. No owner, or one who cannot sell any more: round robin names owner and assignee. Nobody present: held,
 * without an assignee, for the caller to show and to ask again at the first start of a shift. Rule: DESIGN 7.
 */
export function route(question: RouteQuestion): Route {
  const { ownerRep, reps, present } = question;
  const owner = reps.find((rep) => rep.id === ownerRep && rep.active);
  if (owner && present.has(owner.id)) return toOwner(owner, question);
  const passedOver = ownerRep === undefined ? [] : [{ rep: ownerRep, outcome: ownerOutcome(ownerRep, reps) }];
  const working = new Set(reps.filter((rep) => rep.active && present.has(rep.id)).map((rep) => rep.id));
  const turn = takeTurn(question.pool, working, question.now);
  const candidates = [...passedOver, ...poolOutcomes(question, turn?.rep, ownerRep)];
  if (!turn) return hold(owner, candidates, question);
  return toPool(turn, owner, candidates, question);
}

function toOwner(owner: Rep, { pool, ownerRep }: RouteQuestion): Route {
  const others = pool.filter((m) => m.rep !== ownerRep).map((m) => ({ rep: m.rep, outcome: 'the lead has an owner' }));
  return {
    owner: owner.id,
    assignee: owner.id,
    ownerChanged: false,
    because: `${owner.name} owns the lead and is present`,
    candidates: [{ rep: owner.id, outcome: 'chosen: owner, present' }, ...others],
    pool: [...pool],
    covered: false,
    held: false,
  };
}

function toPool(
  turn: { rep: string; members: Member[] },
  owner: Rep | undefined,
  candidates: Route['candidates'],
  { reps }: RouteQuestion,
): Route {
  const name = nameOf(turn.rep, reps);
  return {
    owner: owner?.id ?? turn.rep,
    assignee: turn.rep,
    ownerChanged: owner === undefined,
    because: owner ? `${name} covers for ${owner.name}, who is away` : `${name} was next in the pool`,
    candidates,
    pool: turn.members,
    covered: owner !== undefined,
    held: false,
  };
}

function hold(owner: Rep | undefined, candidates: Route['candidates'], { pool }: RouteQuestion): Route {
  return {
    ...(owner && { owner: owner.id }),
    ownerChanged: false,
    because: owner ? `${owner.name} is away and nobody of the pool is present` : 'nobody of the pool is present',
    candidates,
    pool: [...pool],
    covered: false,
    held: true,
  };
}

function ownerOutcome(id: string, reps: readonly Rep[]): string {
  const rep = reps.find((one) => one.id === id);
  if (!rep) return 'owner, but not a known rep';
  return rep.active ? 'owner, but away' : 'owner, but deactivated';
}

function poolOutcomes(
  { pool, reps, present }: RouteQuestion,
  chosen: string | undefined,
  ownerRep: string | undefined,
): Route['candidates'] {
  const active = new Set(reps.filter((rep) => rep.active).map((rep) => rep.id));
  const outcome = (rep: string) => {
    if (rep === chosen) return 'chosen: next in the pool';
    if (!active.has(rep)) return 'deactivated or not a known rep';
    return present.has(rep) ? 'present, but not next in the pool' : 'away';
  };
  return pool.filter((m) => m.rep !== ownerRep).map((m) => ({ rep: m.rep, outcome: outcome(m.rep) }));
}

function nameOf(id: string, reps: readonly Rep[]): string {
  return reps.find((rep) => rep.id === id)?.name ?? id;
}
