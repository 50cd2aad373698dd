import type { CrmLead, CrmTouch } from '../crm/crm.ts';
import { Failure } from '../failure.ts';
import { firstContactOf, type Touch } from '../domain/contacts.ts';
import type { DecisionEntry } from '../domain/decision.ts';
import { msWithin } from '../domain/hours/intervals.ts';
import type { Answered, OpenRound } from '../store/rounds.ts';
import type { NewStep, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import type { Deciding } from './deciding.ts';
import { openDesk } from './desk.ts';
import { finishStep } from './finished.ts';
import { gatheredAt, type Parts, type Workspace } from './parts.ts';
import { hookNews } from './hookNews.ts';
import { again, done, failed } from './settling.ts';
import { routeKey } from './timers.ts';

/** Leads that a contact, or a closing, can make room for. */
export const ROOM = 20;
/** A meeting has begun by then. */
const BEGUN_MS = 60_000;

/** Somebody was in touch with these people after their clocks began: who, and when, is to be asked. Each contact once. */
export async function wantContacts(rows: Rows, ws: Workspace, people: CrmLead[], now: number): Promise<void> {
  const touched = people.flatMap(({ id, contactedAt }) => (contactedAt === undefined ? [] : [{ id, contactedAt }]));
  if (touched.length === 0) return;
  const waiting = await rows.unansweredRecords(
    ws.crm.kind,
    touched.map(({ id }) => id),
  );
  const steps = touched.flatMap(({ id, contactedAt }): NewStep[] => {
    const round = waiting.get(id);
    if (round === undefined || contactedAt < round.openedAt) return [];
    return [{ kind: 'contact', key: `contact:${round.lead}:${contactedAt}`, subject: round.lead, dueAt: now }];
  });
  await rows.addSteps(steps, now);
}

/** `said`: by the word of whom colleagues know so, and not by what the CRM holds. */
type Found = { round: OpenRound; touch: Touch; said?: Said };
type Said = { name: string; note?: string };

/** `coming`: when the next meeting or touch is, by lead. `unsure`: leads of whom a part of the CRM could not be asked, with why. */
type ContactNews = { coming: Map<string, number>; unsure: Map<string, Failure> };

/**
 * Asks the CRM what happened between reps and these leads since their clocks started, and stops the clocks that a contact
 * stopped; of whom nothing more need be known is not unsure. Throws where nothing could be asked. Safe twice. The outside is asked between two transactions; whatever was decided meanwhile stands.
 */
export async function findContacts(parts: Parts, ws: Workspace, leads: string[]): Promise<ContactNews> {
  const waiting = await parts.store.together(ws.id, (rows) => rows.unanswered([...new Set(leads)], ws.crm.kind));
  if (waiting.length === 0) return { coming: new Map(), unsure: new Map() };
  const since = new Map<string, number>();
  for (const { record, openedAt } of waiting) since.set(record, Math.min(openedAt, since.get(record) ?? Infinity));
  const missing = new Map<string, Failure>();
  const asked = [...since].map(([leadId, at]) => ({ leadId, since: at }));
  const touches = await ws.crm.readTouches(asked, (records, error) => {
    for (const record of records) missing.set(record, Failure.from(error));
  });
  const unsureBut = (answered: Found[]) =>
    new Map(
      waiting.flatMap(({ lead, record }) => {
        const why = missing.get(record);
        return why === undefined || answered.some(({ round }) => round.lead === lead) ? [] : [[lead, why] as const];
      }),
    );
  if (touches.size === 0) return { coming: new Map(), unsure: unsureBut([]) };
  const found = await parts.store.together(ws.id, async (rows) => {
    const still = await lockUnanswered(rows, ws, waiting);
    const deciding = await ws.deciding(rows);
    const begun = still.flatMap(({ record, startedAt }) => (touches.has(record) ? [startedAt] : []));
    const clocks = { pools: false, since: Math.min(parts.now(), ...begun) };
    const desk = await openDesk(rows, ws, deciding.model.routing, parts.now(), clocks);
    const repOf = (record: string | undefined) => desk.kept.find((rep) => rep.record === record)?.id;
    const answers = still.flatMap((round) => contactOf(round, touches.get(round.record) ?? [], repOf, parts.now()));
    const stillHot = new Set(
      still.filter((round) => !answers.some((each) => each.round === round)).map(({ lead }) => lead),
    );
    await keepContacts(rows, ws, answers, { stillHot, deciding, clockOf: desk.clockOf, now: parts.now() });
    const news = answers.map(({ round, touch }) => {
      return { type: 'alert.contacted' as const, episode: round.episode, more: { how: touch.kind } };
    });
    await hookNews(rows, ws, news, parts.now());
    return answers;
  });
  for (const { round, touch } of found) parts.tell('contact', toldOf(round, touch), { episode: round.episode });
  return { coming: comingTo(waiting, touches, parts.now()), unsure: unsureBut(found) };
}

/** When the next meeting or touch of each lead is, by lead: it is none yet. */
function comingTo(waiting: OpenRound[], touches: Map<string, CrmTouch[]>, now: number): Map<string, number> {
  const coming = waiting.flatMap(({ lead, record }) => {
    const ahead = (touches.get(record) ?? []).filter(({ by, at }) => by === 'rep' && at > now).map(({ at }) => at);
    return ahead.length === 0 ? [] : [[lead, Math.min(...ahead)] as const];
  });
  return new Map(coming);
}

/**
 * Looks for contacts of the leads of claimed steps; where a meeting is to come, once more when it has begun, and where a part of
 * the CRM could not be asked, once it can.
 */
export async function contactClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<never[]> {
  const { coming, unsure } = await findContacts(
    parts,
    ws,
    steps.map(({ subject }) => subject),
  );
  const settlements = steps.map((step) => {
    const [at, why] = [coming.get(step.subject), unsure.get(step.subject)];
    if (why !== undefined) return failed(parts, step, why);
    return at === undefined ? done(step, {}) : again(step, at + BEGUN_MS);
  });
  await parts.store.together(ws.id, (rows) => rows.settleSteps(settlements, parts.now()));
  return [];
}

/** The clocks that still run, their leads locked. */
async function lockUnanswered(rows: Rows, ws: Workspace, waiting: OpenRound[]): Promise<OpenRound[]> {
  await rows.lockEpisodes(
    waiting.map(({ episode }) => episode),
    ws.crm.kind,
  );
  return rows.unanswered([...new Set(waiting.map(({ lead }) => lead))], ws.crm.kind);
}

function contactOf(
  round: OpenRound,
  touches: CrmTouch[],
  repOf: (record: string | undefined) => string | undefined,
  now: number,
): Found[] {
  const known = touches.map(({ ownerId, ...touch }): Touch => {
    const rep = repOf(ownerId);
    return { ...touch, ...(rep !== undefined && { rep }) };
  });
  const touch = firstContactOf(known, round.openedAt, now);
  return touch === undefined ? [] : [{ round, touch }];
}

function toldOf({ record, startedAt }: OpenRound, { kind, at }: Touch): string {
  return `contact ${record}: first ${kind} by a rep, ${Math.round((at - startedAt) / 60_000)} min after the signal`;
}

/**
 * Somebody says that they were in touch with a lead, which is locked: it stops the clocks that run, as what the CRM tells does.
 * What the CRM tells later stops them no second time.
 */
export async function keepSaidContact(
  { rows, ws, deciding, now }: { rows: Rows; ws: Workspace; deciding: Deciding; now: number },
  { lead, touch, said }: { lead: string; touch: Touch; said: Said },
): Promise<void> {
  const rounds = await rows.unanswered([lead], ws.crm.kind);
  const found = rounds.flatMap((round): Found[] => (touch.at < round.openedAt ? [] : [{ round, touch, said }]));
  const since = Math.min(now, ...rounds.map(({ startedAt }) => startedAt));
  const desk = await openDesk(rows, ws, deciding.model.routing, now, { pools: false, since });
  await keepContacts(rows, ws, found, { stillHot: new Set(), deciding, clockOf: desk.clockOf, now });
}

/** `stillHot`: leads of whom a later clock runs on. */
type Keeping = {
  stillHot: ReadonlySet<string>;
  deciding: Deciding;
  clockOf: (rep: string | undefined) => Parameters<typeof msWithin>[0];
  now: number;
};

/** Stops the clocks and says so: in the log, and in the CRM. The lead's next look sees that it was answered. */
async function keepContacts(
  rows: Rows,
  ws: Workspace,
  found: Found[],
  { stillHot, deciding, clockOf, now }: Keeping,
): Promise<void> {
  if (found.length === 0) return;
  const answered = found.map(({ round, touch }): Answered => {
    const clock = clockOf(round.assignee);
    const workingMs = msWithin(clock, round.startedAt, touch.at);
    const heldWorkingMs = round.heldSince === undefined ? undefined : msWithin(clock, round.heldSince, touch.at);
    return {
      episode: round.episode,
      round: round.round,
      at: touch.at,
      kind: touch.kind,
      workingMs,
      ...(heldWorkingMs !== undefined && { heldWorkingMs }),
      ...(touch.rep !== undefined && { rep: touch.rep }),
    };
  });
  await rows.stopClocks(answered);
  await rows.addSteps(
    answered.map(({ episode, round }) =>
      finishStep({ id: episode, round }, gatheredAt(ws, now, ws.crm.pace?.finishMs ?? 0)),
    ),
    now,
  );
  // Whoever waits for somebody to be there waits no longer.
  await rows.rearm(
    answered.map(({ episode, round }) => routeKey({ id: episode, round })),
    now,
  );
  // Whoever answered may have room for the next.
  await rows.wakeWaiting('route', now, ROOM);
  await rows.saveDecisions(found.map(entryOf), deciding, now);
  const leads = [...new Set(found.map(({ round }) => round.lead))];
  await rows.lookNow(leads, now);
  const episodes = answered.map(({ episode }) => episode);
  await rows.cardsChanged(episodes, now);
  const statusAfter = await statusesAfter(rows, deciding, episodes);
  await rows.wantWrites(
    writesOf(found, stillHot).map(({ round, touch, isOver }) => ({
      record: `${ws.crm.kind}:${round.record}`,
      lead: round.lead,
      // A hot status that could not be written until now is none to be written any more.
      fields: { firstContactAt: touch.at, ...(isOver && { statusAfter: statusAfter(round.episode), hotStatus: null }) },
    })),
    now,
  );
}

/** One write a lead, of its latest clock; the status is over unless a later clock runs on. */
function writesOf(found: Found[], stillHot: ReadonlySet<string>): (Found & { isOver: boolean })[] {
  const latest = new Map(found.map((each) => [each.round.record, each]));
  return [...latest.values()].map((each) => ({ ...each, isOver: !stillHot.has(each.round.lead) }));
}

/** The Lead Status that follows the hot one: the configured one, else what it was; null is none. */
export async function statusesAfter(
  rows: Rows,
  { model }: Deciding,
  episodes: string[],
): Promise<(episode: string) => string | null> {
  const before = await rows.statusesBefore(episodes);
  return (episode) => model.sla.statusAfterContact ?? (before.get(episode) || null);
}

function entryOf({ round, touch, said }: Found): DecisionEntry {
  const { episode, startedAt, openedAt } = round;
  return {
    lead: round.lead,
    kind: 'contact',
    watermark: 0,
    inputs: { touch, ...(said !== undefined && { said }) },
    outcome: {
      episode,
      round: round.round,
      at: touch.at,
      afterSignalMs: touch.at - startedAt,
      afterOpeningMs: touch.at - openedAt,
    },
  };
}
