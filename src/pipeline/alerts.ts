import type { Alert, Channel, Place } from '../channels/channel.ts';
import type { AlertWish } from '../domain/assignment.ts';
import { Failure } from '../failure.ts';
import type { AlertSubject, Delivery } from '../store/deliveries.ts';
import type { NewStep, Settlement, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { done, effectOf, failed } from './settling.ts';

type AlertPayload = { episode: string } & Omit<AlertWish, 'which'>;

/** The step that tells somebody of an episode. */
export function alertStep(episode: string, { which, ...wish }: AlertWish, dueAt: number): NewStep {
  const payload: AlertPayload = { episode, ...wish };
  return { kind: 'alert', key: `alert:${episode}:${which}`, subject: episode, payload, dueAt };
}

/** What came of one alert: where it went, or what follows from its failure. */
type Result = { settlement: Settlement; delivery?: Delivery & { lead: string }; next?: NewStep };

/** Posts the alerts of claimed steps side by side. Each succeeds or fails by itself, and is kept as soon as it is known. */
export async function post(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const { store, now } = parts;
  const episodes = [...new Set(steps.map((step) => payloadOf(step).episode))];
  const found = await store.together(ws.id, (rows) => rows.alertSubjects(episodes, ws.crm.kind));
  const subjects = new Map(found.map((subject) => [subject.episode, subject]));
  const added: string[] = [];
  const keep = gathered(async (results: Result[]) => {
    const next = await store.together(ws.id, (rows) => keepResults(ws, rows, results, now()));
    added.push(...next);
  });
  await Promise.all(
    steps.map(async (step) => {
      const subject = subjects.get(payloadOf(step).episode);
      await keep(
        await postOne(parts, ws, step, subject).catch((error: unknown) => fallBack(parts, step, Failure.from(error))),
      );
    }),
  );
  await wake(parts, ws.id, 'alert', added);
}

async function keepResults(ws: Workspace, rows: Rows, results: Result[], now: number): Promise<string[]> {
  const deliveries = results.flatMap(({ delivery }) => delivery ?? []);
  const told = deliveries.map(({ lead, ...delivery }) => effectOf(lead, { kind: 'alert', ...delivery }));
  if (told.length > 0) await rows.saveDecisions(told, await ws.deciding(rows), now);
  await rows.saveDeliveries(deliveries, now);
  await rows.markAlerted(
    deliveries.map(({ episode }) => episode),
    now,
  );
  await rows.settleSteps(
    results.map(({ settlement }) => settlement),
    now,
  );
  return rows.addSteps(
    results.flatMap(({ next }) => next ?? []),
    now,
  );
}

/** Saves one at once, and those that come while a save runs together after it: soon, and in few transactions. */
function gathered<T>(save: (items: T[]) => Promise<void>): (item: T) => Promise<void> {
  let waiting: T[] = [];
  let saving: Promise<void> = Promise.resolve();
  return (item) => {
    waiting.push(item);
    const mine = saving
      .catch(() => {})
      .then(async () => {
        const items = waiting;
        waiting = [];
        if (items.length > 0) await save(items);
      });
    saving = mine;
    return mine;
  };
}

async function postOne(parts: Parts, ws: Workspace, step: Step, subject: AlertSubject | undefined): Promise<Result> {
  const { store, now } = parts;
  if (subject === undefined) throw Failure.permanent('alert: its episode or lead is gone', { code: GIVEN_UP });
  // A choice of whoever runs this, and no failure: score, owner and task are in the CRM all the same.
  if (ws.channel === undefined) return { settlement: done(step, { told: 'nobody: no channel is connected' }) };
  const late = tooLate(step, subject);
  if (late !== undefined) return { settlement: done(step, { told: `nobody: ${late}` }) };
  const unsure = step.calledAt !== undefined;
  if (unsure && step.repeats > 0) {
    const code = isShared(step) ? GIVEN_UP : undefined;
    throw Failure.permanent('alert: two posts in a row got no answer', { ...(code !== undefined && { code }) });
  }
  if (unsure) await store.together(ws.id, (rows) => rows.markCalled([step.id], now()));
  const repeated = unsure || step.repeats > 0;
  const place = await placeOf(ws, ws.channel, step, subject);
  const posted = await ws.channel.post(alertOf(ws, subject, step, repeated, now()), place);
  const delivery = {
    lead: subject.lead,
    episode: subject.episode,
    step: step.id,
    channel: ws.channel.kind,
    repeated,
    ...posted,
  };
  const after = `${((now() - subject.triggerAt) / 1000).toFixed(1)} s after the signal`;
  const mine = payloadOf(step).to === 'assignee' && place.kind === 'person';
  const to = mine ? (subject.assignee ?? place.id) : place.id;
  const { episode, record } = subject;
  parts.tell('alert', `contact ${record}: ${to} told in ${ws.channel.kind} (${posted.place}), ${after}`, {
    episode,
    repeated,
  });
  return { settlement: done(step, posted), delivery };
}

/** Whoever is told must still be the one to act: after an outage nobody is sent to a lead that was answered, or is another's. */
function tooLate(step: Step, { isOver, assigneeId }: AlertSubject): string | undefined {
  if (isOver) return 'it was answered meanwhile';
  const { rep } = payloadOf(step);
  return rep !== undefined && rep !== assigneeId ? 'somebody else has it by now' : undefined;
}

async function placeOf(ws: Workspace, channel: Channel, step: Step, subject: AlertSubject): Promise<Place> {
  const { to } = payloadOf(step);
  if (typeof to === 'object' && 'channel' in to) return { kind: 'channel', id: to.channel };
  const email = typeof to === 'object' ? to.email : subject.assigneeEmail;
  if (to === 'shared' || email === undefined) return ws.sharedPlace;
  const id = await channel.findPerson(email);
  return id === undefined ? ws.sharedPlace : { kind: 'person', id };
}

/** The code of failures after which nothing more is tried. */
const GIVEN_UP = 'given_up';

/** A rep who cannot be reached must not mean that nobody is told: the shared place is next. */
function fallBack(parts: Parts, step: Step, failure: Failure): Result {
  const { episode, note } = payloadOf(step);
  parts.tell('failed', `alert: ${failure.message}`, { step: step.id, kind: failure.kind });
  if (failure.kind !== 'permanent' || failure.code === GIVEN_UP) return { settlement: failed(parts, step, failure) };
  // Nobody is left to fall back to: somebody must mend the shared place, and then it is told there.
  if (isShared(step)) return { settlement: failed(parts, step, Failure.blocked(failure.message)) };
  const wish: AlertWish = { which: `${step.id}:shared`, to: 'shared', ...(note !== undefined && { note }) };
  const next = alertStep(episode, wish, parts.now());
  return { settlement: failed(parts, step, failure), next };
}

function isShared(step: Step): boolean {
  return payloadOf(step).to === 'shared';
}

function payloadOf(step: Step): AlertPayload {
  return step.payload as AlertPayload;
}

function alertOf(ws: Workspace, subject: AlertSubject, step: Step, mayBeRepeated: boolean, now: number): Alert {
  const { note } = payloadOf(step);
  const { episode, record, firstName, lastName, company, jobTitle, phone, email } = subject;
  const { score, tier, reasons, reasonsAt, hotUntil, quote, owner, assignee, routingNote, respondBy } = subject;
  return {
    episode,
    score,
    tier,
    reasons,
    routingNote,
    reasonsAt,
    respondBy,
    mayBeRepeated,
    now,
    timeZone: subject.assigneeZone ?? ws.timeZone,
    ...(note !== undefined && { note }),
    ...(hotUntil !== undefined && { hotUntil }),
    ...(quote !== undefined && { quote }),
    ...(owner !== undefined && { owner }),
    ...(assignee !== undefined && { assignee }),
    lead: {
      name: [firstName, lastName].filter(Boolean).join(' ') || email || `contact ${record}`,
      recordUrl: ws.crm.recordUrl(record),
      crm: ws.crm.kind,
      ...(company !== undefined && { company }),
      ...(jobTitle !== undefined && { jobTitle }),
      ...(phone !== undefined && { phone }),
      ...(email !== undefined && { email }),
    },
  };
}
