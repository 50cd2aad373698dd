import type { Alert, Channel, Place } from '../channels/channel.ts';
import type { AlertWish } from '../domain/assignment.ts';
import { Failure } from '../failure.ts';
import type { AlertSubject, Delivery } from '../store/deliveries.ts';
import type { NewStep, Settlement, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import type { CardReader } from './alertCard.ts';
import type { Parts, Workspace } from './parts.ts';
import { done, effectOf, failed } from './settling.ts';

/** What a step says that tells somebody of an episode. */
export type AlertPayload = { episode: string } & Omit<AlertWish, 'which'> & {
    /** Since when it is tried by this channel. */
    at: number;
    /** Channels that take nothing now, and those that do not know this reader. */
    not?: string[];
    never?: string[];
    /** It may have been told by another channel already. */
    repeated?: boolean;
  };

/** The step that tells somebody of an episode: a person, or everyone who looks at a place. */
export function alertStep(episode: string, { which, ...wish }: AlertWish, dueAt: number): NewStep {
  const payload: AlertPayload = { episode, ...wish, at: dueAt };
  return { kind: kindOf(wish.to), key: `alert:${episode}:${which}`, subject: episode, payload, dueAt };
}

/** What is told in shared places never keeps a rep's own alert waiting. */
function kindOf(to: AlertWish['to']): 'alert' | 'post' {
  return to === 'shared' || (typeof to === 'object' && 'channel' in to) ? 'post' : 'alert';
}

/** The same told another way, after `step`. */
export function nextStep(step: Step, payload: AlertPayload, how: string): NewStep {
  const { to, episode } = payload;
  return { kind: kindOf(to), key: `alert:${episode}:${step.id}:${how}`, subject: episode, payload, dueAt: payload.at };
}

export function payloadOf(step: Step): AlertPayload {
  return step.payload as AlertPayload;
}

/** One step, ready to be told. `reader`: whom it reaches, as who is asked for. */
export type Target = {
  step: Step;
  subject: AlertSubject;
  channel: Channel;
  place: Place;
  reader: string;
  card: CardReader;
};

/** What came of one step: where it went, or what follows from its failure. */
export type Told = {
  settlement: Settlement;
  delivery?: Delivery & { lead: string; episode: string };
  next?: NewStep[];
};

/** Whoever is told must still be the one to act: after an outage nobody is sent to a lead that was answered, or is another's. */
export function tooLate(step: Step, { isOver, assigneeId }: AlertSubject): string | undefined {
  if (isOver) return 'it was answered meanwhile';
  const { rep } = payloadOf(step);
  return rep !== undefined && rep !== assigneeId ? 'somebody else has it by now' : undefined;
}

/** The code of failures after which this channel is tried no more. */
const UNANSWERED = 'unanswered';

/** Says in the rows that calls are made again whose first outcome is not known; throws when that was done before. Answers whether any was. */
export async function sureOrOnceMore(parts: Parts, ws: Workspace, steps: Step[]): Promise<boolean> {
  const unsure = steps.filter(({ calledAt }) => calledAt !== undefined);
  if (unsure.some(({ repeats }) => repeats > 0))
    throw Failure.permanent('alert: two posts in a row got no answer', { code: UNANSWERED });
  const ids = unsure.map(({ id }) => id);
  if (ids.length > 0) await parts.store.together(ws.id, (rows) => rows.markCalled(ids, parts.now()));
  return unsure.length > 0 || steps.some((step) => step.repeats > 0 || payloadOf(step).repeated === true);
}

/**
 * What follows from a failure: the same way again, or another way, when there is one and this one has been silent for too long,
 * is shut, or does not know the reader. Undefined: no other way, and this one is no use.
 */
export function afterSilence(
  parts: Parts,
  step: Step,
  failure: Failure,
  { kind, other, patienceMs, mayWait }: { kind: string; other: boolean; patienceMs: number; mayWait: boolean },
): Told | undefined {
  const payload = payloadOf(step);
  const now = parts.now();
  const isOutOfPatience = failure.kind === 'blocked' || now - payload.at >= patienceMs;
  if (failure.kind === 'permanent') {
    if (!other) return undefined;
    const never = [...(payload.never ?? []), kind];
    const repeated = failure.code === UNANSWERED || payload.repeated === true;
    const next = nextStep(step, { ...payload, never, repeated, at: now }, `after:${kind}`);
    return { settlement: done(step, { told: `the next channel: ${failure.message}` }), next: [next] };
  }
  if (other && isOutOfPatience) {
    const repeated = failure.outcomeUnknown || step.calledAt !== undefined || payload.repeated === true;
    const next = nextStep(step, { ...payload, not: [kind], repeated, at: now }, `after:${kind}`);
    return { settlement: done(step, { told: `the next channel: ${failure.message}` }), next: [next] };
  }
  const settlement = failed(parts, step, failure);
  if (!other || !mayWait || settlement.kind !== 'later') return { settlement };
  return { settlement: { ...settlement, at: Math.min(settlement.at, payload.at + patienceMs) } };
}

/** Keeps where messages went, in the log too. Answers the ids of the new steps. */
export async function keepTold(ws: Workspace, rows: Rows, told: Told[], now: number): Promise<string[]> {
  const deliveries = told.flatMap(({ delivery }) => delivery ?? []);
  const effects = deliveries.map(({ lead, shown: _shown, note: _note, reader: _reader, ...delivery }) =>
    effectOf(lead, delivery),
  );
  if (effects.length > 0) await rows.saveDecisions(effects, await ws.deciding(rows), now);
  await rows.saveDeliveries(
    deliveries.map(({ lead: _lead, ...delivery }) => delivery),
    now,
  );
  await rows.markAlerted(
    deliveries.map(({ episode }) => episode),
    now,
  );
  await rows.settleSteps(
    told.map(({ settlement }) => settlement),
    now,
  );
  return rows.addSteps(
    told.flatMap(({ next }) => next ?? []),
    now,
  );
}

/** What of an alert a reader would see change: a copy that shows the same is not edited. */
export function shownOf({ standing, controls, score, tier, owner, assignee, respondBy, note }: Alert): string {
  return JSON.stringify([standing, controls, score, tier, owner ?? '', assignee ?? '', respondBy, note ?? '']);
}
