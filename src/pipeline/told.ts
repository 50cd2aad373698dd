import type { Alert, Channel, Place } from '../channels/channel.ts';
import type { AlertWish } from '../domain/assignmentAlerts.ts';
import { Failure } from '../failure.ts';
import type { AlertSubject, Delivery } from '../store/deliveries.ts';
import type { NewStep, Settlement, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import type { CardReader } from './alertCard.ts';
import type { Deciding } from './deciding.ts';
import type { Parts, Workspace } from './parts.ts';
import { done, effectOf, failed } from './settling.ts';

/** What a step says that tells somebody of an episode. */
export type AlertPayload = { episode: string } & Omit<AlertWish, 'which'> & {
    /** Since when it is tried by this channel. */
    at: number;
    /** Channels that take nothing now, and those that do not know this reader. */
    not?: string[];
    never?: string[];
    /** Whom it was for is reached by no channel. */
    unreached?: boolean;
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
export function nextStep(step: Pick<Step, 'id'>, payload: AlertPayload, how: string): NewStep {
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
  delivery?: Delivery & { lead: string; episode: string; /** What it shows has counted so far. */ cardSeq: number };
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
 * What follows from a failure: the same way again, or another of `others`, when this one has been silent for too long, is shut, or
 * does not know the reader. Undefined: no other way, and this one is no use. `isUnsent`: it failed before anything was posted.
 */
export function afterSilence(
  parts: Parts,
  step: Step,
  failure: Failure,
  { kind, others, patienceMs, isUnsent = false }: Way,
): Told | undefined {
  const payload = payloadOf(step);
  const now = parts.now();
  // What was posted before, and nobody knows whether it is there, stays so.
  const keepsCall = failure.outcomeUnknown || (isUnsent && step.calledAt !== undefined);
  const settlement = failed(parts, step, failure, keepsCall);
  if (others.length === 0) {
    // Nobody else would tell them, and once too often is better than never: it is tried again, and says so.
    if (failure.code === UNANSWERED) return { settlement: failed(parts, step, Failure.blocked(failure.message)) };
    return failure.kind === 'permanent' ? undefined : { settlement };
  }
  const repeated =
    failure.code === UNANSWERED ||
    failure.outcomeUnknown ||
    step.calledAt !== undefined ||
    step.repeats > 0 ||
    payload.repeated === true;
  const by = (more: Partial<AlertPayload>): Told => {
    const next = nextStep(step, { ...payload, repeated, at: now, ...more }, `after:${kind}`);
    return { settlement: done(step, { told: `the next channel: ${failure.message}` }), next: [next] };
  };
  if (failure.kind === 'permanent') return by({ never: [...(payload.never ?? []), kind], not: [] });
  const { not = [] } = payload;
  const hasFresh = others.some((other) => !not.includes(other));
  const isOut = failure.kind === 'blocked' || now - payload.at >= patienceMs;
  if (isOut && hasFresh) return by({ not: [...not, kind] });
  // Every way is shut: they are tried in turn, no faster than this one alone would be.
  const waits = failure.kind === 'blocked' && settlement.kind === 'later' ? settlement.at : now;
  if (isOut) return by({ not: [kind], at: waits });
  if (settlement.kind !== 'later') return { settlement };
  return { settlement: { ...settlement, at: Math.min(settlement.at, payload.at + patienceMs) } };
}

/** `others`: the kinds of channels that know the reader too. */
type Way = { kind: string; others: readonly string[]; patienceMs: number; isUnsent?: boolean };

/**
 * Keeps where messages went, in the log too. What happened to an episode while it was told is shown by another round. Answers the
 * ids of the new steps.
 */
export async function keepTold(rows: Rows, told: Told[], deciding: Deciding, now: number): Promise<string[]> {
  const { deliveries, known, outdated } = await keptOf(
    rows,
    told.flatMap(({ delivery }) => delivery ?? []),
  );
  if (known.length > 0) await rows.saveDecisions(known.map(logged), deciding, now);
  await rows.saveDeliveries(
    deliveries.map(({ lead: _lead, cardSeq: _seq, ...delivery }) => delivery),
    now,
  );
  await rows.cardsChanged(outdated, now);
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

type Delivered = NonNullable<Told['delivery']>;

function logged({ lead, shown: _shown, note: _note, reader: _reader, account: _account, ...delivery }: Delivered) {
  const { cardSeq: _seq, ...effect } = delivery;
  return effectOf(lead, effect);
}

type Kept = { deliveries: Delivered[]; known: Delivered[]; outdated: string[] };

/**
 * Whoever changed an episode meanwhile found no copy yet. The locks have them wait, and find it, from now on. Of who was erased
 * meanwhile (not `known`) only the place is kept, so that its message is changed.
 */
async function keptOf(rows: Rows, deliveries: Delivered[]): Promise<Kept> {
  if (deliveries.length === 0) return { deliveries, known: [], outdated: [] };
  const leads = await rows.lockKnownLeads([...new Set(deliveries.map(({ lead }) => lead))]);
  const seqs = await rows.cardSeqs([...new Set(deliveries.map(({ episode }) => episode))]);
  const [known, erased] = [true, false].map((is) => deliveries.filter(({ lead }) => leads.has(lead) === is));
  const outdated = deliveries.filter(({ episode, cardSeq }) => (seqs.get(episode) ?? 0) > cardSeq);
  return {
    deliveries: [...(known ?? []), ...(erased ?? []).filter(({ episode }) => seqs.has(episode)).map(placeOf)],
    known: known ?? [],
    outdated: [...new Set(outdated.map(({ episode }) => episode))],
  };
}

function placeOf({ account: _account, note: _note, rep: _rep, round: _round, ...delivery }: Delivered): Delivered {
  return { ...delivery, shown: '' };
}

/** What of an alert a reader would see change: a copy that shows the same is not edited. */
export function shownOf({ standing, controls, score, tier, owner, assignee, respondBy, note }: Alert): string {
  return JSON.stringify([standing, controls, score, tier, owner ?? '', assignee ?? '', respondBy, note ?? '']);
}

/** A copy shows that somebody was in touch. */
export function showsContact(shown: string | undefined): boolean {
  return shown?.startsWith('[{"kind":"contacted"') === true;
}
