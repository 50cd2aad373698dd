import { assign } from '../domain/assignment.ts';
import { MINUTE_MS } from '../domain/decay.ts';
import type { RepFacts } from '../domain/routing/facts.ts';
import type { Route } from '../domain/routing/route.ts';
import { handOn } from '../domain/sla/deeds.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import { byOf, deederOf, type Deeded, type Deeding, refused, timeFor } from './deed.ts';
import { endSnooze } from './deedSnooze.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepRoutes } from './routes.ts';

/** Passed on so soon, a lead was not for whoever had it: their turn in the pool is given back. */
const AT_ONCE_MS = 15 * MINUTE_MS;

/** Somebody is given it by hand, with task, clock and a full ladder; to somebody away it goes all the same, and the answer says so. */
export async function deedReassign(deeding: Deeding, wanted: string): Promise<Deeded> {
  const { rows, ws, deciding, person, episode, now } = deeding;
  const turn = turnBack(deeding);
  const desk = await openDesk(rows, ws, deciding.model.routing, now, { pools: turn !== undefined });
  const to = desk.reps.find(({ id, active }) => id === wanted && active);
  const held = handOn(episode, deederOf(person), to?.id ?? wanted);
  if (!held.ok) return refused(deeding, held);
  if (to === undefined)
    return refused(deeding, { because: 'they are no active rep in your CRM: choose somebody else' });
  if (held.holding === episode) return { ok: true, text: `${to.name} has it already` };
  if (turn !== undefined) desk.gaveBack(turn);
  const added = await keepGiven(deeding, { to, desk, turn });
  const text = `Given to ${to.name}${awayInWords(deeding, to)}`;
  const from = deeding.subject.assignee;
  const more = { from, because: `${person.name} gave it to ${to.name}` };
  const kinds = ['alert', 'post', 'task', 'move', 'write', 'sla'] as const;
  return { ok: true, text, change: { hook: 'alert.reassigned', more, added, kinds: [...kinds] } };
}

function turnBack({ episode, person, now }: Deeding): NonNullable<Route['turn']> | undefined {
  const { turn, assignee } = episode;
  const isTheirs = turn?.rep === assignee && person.rep?.id === assignee;
  return turn !== undefined && isTheirs && now - turn.at <= AT_ONCE_MS ? turn : undefined;
}

async function keepGiven(
  deeding: Deeding,
  { to, desk, turn }: { to: RepFacts; desk: Desk; turn: Route['turn'] },
): Promise<string[]> {
  const { rows, ws, deciding, person, episode: before, now } = deeding;
  const { id, round, lead, owner, assignee: from, claimableBy } = before;
  // A person's word: they may claim it, whoever the account's rep is.
  const episode =
    claimableBy === undefined ? before : { ...before, claimableBy: [...new Set([...claimableBy, to.id])] };
  const { entry, ...assignment } = assign({
    episode,
    why: 'given',
    question: { lead: { id: lead }, rep: to.id },
    route: routeTo(to, `${person.name} gave it to ${to.name}`, before),
    settings: deciding.model,
    clockOf: desk.clockOf,
    wallClockOf: desk.wallClockOf,
    hasOpenDeal: true,
    ...(turn !== undefined && { gaveBack: turn }),
    now,
  });
  const inputs = { deed: 'reassign', ...byOf(person), to: to.id, from, owner, episode: id, round };
  // Nobody is looked for any more.
  await rows.endSteps({ subject: id, kinds: ['route'] }, 'somebody was given it', now);
  await endSnooze(deeding);
  const routed = { episode, assignment: { ...assignment, entry: { ...entry, inputs } } };
  const added = await keepRoutes(rows, ws, [routed], { desk, deciding, now });
  await rows.saveLadders([freeOf(before, assignment.episode)]);
  return added;
}

function routeTo(to: RepFacts, because: string, { owner, ownerRecord }: EpisodeOfLead): Route {
  return {
    owner: owner ?? to.id,
    assignee: to.id,
    ownerChanged: owner === undefined && ownerRecord === undefined,
    because,
    rules: [],
    candidates: [],
    covered: false,
    held: false,
  };
}

/** Claim and snooze of the one before are over. */
function freeOf(
  episode: EpisodeOfLead,
  { ladder, ladderEnded = false }: Pick<ReturnType<typeof assign>['episode'], 'ladder' | 'ladderEnded'>,
) {
  return { id: episode.id, state: 'open' as const, ladderEnded, ...(ladder !== undefined && { ladder }) };
}

function awayInWords(deeding: Deeding, { availability }: RepFacts): string {
  const { present, because, until } = availability;
  if (present) return '';
  return `, who is away: ${because}${until === undefined ? '' : `, until ${timeFor(deeding, until)}`}`;
}
