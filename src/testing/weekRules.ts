import { mayHave, type WeekLead } from './weekLeads.ts';
import type { Event, Path } from './weekPaths.ts';
import { PLAY_UNTIL } from './weekPlay.ts';
import { CAPPED, colleagueNamed, isThere, LEAVER, named, nextThere, pools, team, workBetween } from './weekTeam.ts';
import { clock } from './weekTable.ts';

const MINUTE_MS = 60_000;
const HOLD_MS = 14 * 60 * MINUTE_MS;

/** The rules of the week, told anew and without the product's own code. Each answers with what broke it, in sentences. */
export type Rule = (path: Path) => string[];

type Given = Extract<Event, { kind: 'given' }>;

/** Who is away, on holiday or gone is given nothing; only who had it before may keep it when nobody else is found. */
export const nobodyAbsentIsGiven: Rule = ({ name, events }) =>
  givenIn(events)
    .filter(({ to, at, because }) => !isThere(to, at) && !isKept(because))
    .map(({ to, at }) => `${name} was given to ${to}, who was not there, at ${clock(at)}`);

/**
 * While somebody who may have it is there, a lead waits a minute at most. But what is no fast lane waits for a rep of its own,
 * or for one of its pool, who is back in 14 hours.
 */
export const nobodyWaitsInVain: Rule = (path) => {
  const from = path.episode.openedAt;
  const end = Math.min(givenIn(path.events)[0]?.at ?? Infinity, PLAY_UNTIL) - MINUTE_MS;
  for (let at = from; at < end; at += MINUTE_MS) {
    const own = ownReps(path, at);
    const isHeld =
      own.every((rep) => !isThere(rep, at)) && own.some((rep) => (nextThere(rep, at) ?? Infinity) - at < HOLD_MS);
    if (isPatient(path) && isHeld) continue;
    const free = line(path, at).filter((rep) => rep !== CAPPED && isThere(rep, at));
    if (free.length > 0) return [`${path.name} had nobody at ${clock(at)}, although ${free.join(', ')} were there`];
  }
  return [];
};

/** A named account stays with its rep and those who cover; a deal's lead goes to its AE, a customer's to its CSM, while they are there. */
export const everyLeadIsWithItsOwn: Rule = (path) =>
  givenIn(path.events).flatMap(({ to, at, how, because }) => {
    const own = ownRep(path, at);
    const mayNot = path.whose.kind === 'named' && !line(path, at).includes(to);
    const passed = own !== undefined && to !== own && isThere(own, at) && how !== 'reassign' && how !== 'claimed';
    return mayNot || passed ? [`${path.name} went to ${to} at ${clock(at)}: ${because}`] : [];
  });

/** Nobody hears the same of a lead twice; a claim that lapsed begins anew. */
export const nothingIsToldTwice: Rule = ({ name, events }) => {
  const released = events.filter((event) => event.kind === 'climbed' && event.released).map(({ at }) => at);
  const told = events.flatMap((event) => {
    if (event.kind !== 'told') return [];
    const claims = released.filter((at) => at <= event.at).length;
    return [`${event.whom}: ${event.note.replace(/\d+ (minute|hour|day)s?/, 'a time')}, after ${claims} idle claims`];
  });
  return told.filter((each, i) => told.indexOf(each) !== i).map((each) => `${name}: told twice: ${each}`);
};

/** After contact nobody is reminded, and nothing goes up. */
export const contactEndsIt: Rule = ({ name, events }) => {
  const contact = events.find(({ kind }) => kind === 'contact')?.at ?? Infinity;
  return events
    .filter(({ kind, at }) => at > contact && kind !== 'closed')
    .map(({ kind, at }) => `${name}: ${kind} at ${clock(at)}, after contact at ${clock(contact)}`);
};

/** What nobody answered went up to the manager, who was told so. */
export const silenceGoesUp: Rule = ({ name, events, episode }) => {
  if (episode.contactedAt !== undefined) return [];
  const heard = events.some((event) => event.kind === 'told' && event.whom === 'Max' && event.note.includes('went up'));
  return heard && episode.managerToldAt !== undefined ? [] : [`${name}: nobody answered, and Max never heard`];
};

/** Whenever the log says that a manager heard, one was told at that instant. */
export const whatWentUpWasTold: Rule = ({ name, events }) =>
  firedIn(events, 'manager')
    .filter((at) => !events.some((event) => event.kind === 'told' && event.at === at && event.whom === 'Max'))
    .map((at) => `${name}: the log says Max heard at ${clock(at)}, but nobody told him`);

/** Whenever the log says that it went to somebody else, it did. */
export const whatWasReassignedMoved: Rule = ({ name, events }) =>
  firedIn(events, 'reassign')
    .filter((at) => {
      const before = givenIn(events).findLast((given) => given.at < at)?.to;
      return !givenIn(events).some((given) => given.at === at && given.to !== before);
    })
    .map((at) => `${name}: the log says it was reassigned at ${clock(at)}, but it stayed where it was`);

/** The clock's row says what the log says, in wall-clock and in the assignee's working time. */
export const clockIsComplete: Rule = ({ name, at, events, episode }) => {
  const contact = events.find((event) => event.kind === 'contact');
  const { contactedAt, workingMs, alertedAt, assignee } = episode;
  if (alertedAt === undefined) return [`${name}: its clock knows no alert`];
  if (contact?.at !== contactedAt) return [`${name}: its clock stopped at ${contactedAt}, the log says ${contact?.at}`];
  if (contactedAt === undefined) return [];
  const worked = Math.round(workBetween(assignee ?? '', at, contactedAt));
  const kept = Math.round((workingMs ?? NaN) / MINUTE_MS);
  return kept === worked ? [] : [`${name}: ${kept} min of work are kept, ${worked} by the calendar`];
};

/** Who has left is given nothing, from the next reading of the CRM's people on. */
export const theLeaverIsLeftAlone: Rule = ({ name, events }) => {
  const { leavesAt = Infinity } = colleagueNamed(LEAVER);
  return givenIn(events)
    .filter(({ to, at }) => to === LEAVER && at > leavesAt + 5 * MINUTE_MS)
    .map(({ at }) => `${name} was given to ${LEAVER} at ${clock(at)}`);
};

/** The days on which the capped rep was given more than they may have in one, by their own calendar. */
export function daysOverTheCap(paths: readonly Path[]): string[] {
  const { place, person } = colleagueNamed(CAPPED);
  const given = paths.flatMap(({ name, events }) =>
    givenIn(events)
      .filter(({ to, how, because }) => to === CAPPED && how !== 'claimed' && !isKept(because))
      .map(({ at }) => ({ name, day: new Date(at + place.utcMinutes * MINUTE_MS).toISOString().slice(0, 10) })),
  );
  return [...Map.groupBy(given, ({ day }) => day)]
    .filter(([, leads]) => leads.length > (person.caps?.perDay ?? Infinity))
    .map(([day, leads]) => `${CAPPED} got ${leads.length} on ${day}: ${leads.map(({ name }) => name).join(', ')}`);
}

/** Its own rep, or the people of its pool. */
function ownReps(path: WeekLead, at: number): string[] {
  const own = ownRep(path, at);
  return own === undefined ? pools[path.whose.kind === 'nobody' ? path.whose.pool : 'default'] : [own];
}

/** Whose lead it is before anybody is looked for; undefined for nobody's. */
function ownRep({ whose }: WeekLead, at: number): string | undefined {
  if (whose.kind === 'named') return named[whose.account]?.rep;
  if (whose.kind === 'nobody' || (whose.kind === 'deal' && whose.stage === 'appointmentscheduled')) return undefined;
  return at < (colleagueNamed(whose.owner).leavesAt ?? Infinity) ? whose.owner : undefined;
}

/** Everyone who may have it: its own rep, who covers for them, and, but for named accounts, the pools. */
function line(path: WeekLead, at: number): string[] {
  const own = ownRep(path, at);
  const first = path.whose.kind === 'named' ? mayHave(path) : own === undefined ? [] : [own];
  const covering = first.flatMap((rep) => covers(rep));
  return [...new Set([...first, ...covering, ...(path.whose.kind === 'named' ? [] : mayHave(path))])];
}

/** The backup of somebody, the backup's backup, and so on. */
function covers(rep: string): string[] {
  const found: string[] = [];
  for (let next = backupOf(rep); next !== undefined && next !== rep && !found.includes(next); next = backupOf(next))
    found.push(next);
  return found;
}

function backupOf(rep: string): string | undefined {
  const { backup } = colleagueNamed(rep).person;
  return team.find(({ email }) => email === backup)?.name;
}

/** No fast lane: whoever only reads waits for the rep they have. */
function isPatient({ coming }: WeekLead): boolean {
  return coming === 'reading' || coming === 'reading much';
}

/** Nobody else was found: whoever had it has it still. */
function isKept(because: string): boolean {
  return because.startsWith('nobody else');
}

function givenIn(events: readonly Event[]): Given[] {
  return events.filter((event) => event.kind === 'given');
}

function firedIn(events: readonly Event[], rung: string): number[] {
  return events.flatMap((event) =>
    event.kind === 'climbed' && event.fired.some((one) => one.do === rung) ? [event.at] : [],
  );
}
