import type { Channel } from '../channels/channel.ts';
import { alertPace } from '../domain/telling/pace.ts';
import { Failure } from '../failure.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import type { Reader } from '../store/readers.ts';
import type { Step } from '../store/steps.ts';
import { bundled } from './bundles.ts';
import { gathered } from './gathered.ts';
import { type Known, knownOf } from './known.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { sent } from './sent.ts';
import { done } from './settling.ts';
import { inThread } from './threads.ts';
import { afterSilence, keepTold, nextStep, payloadOf, type Target, type Told, tooLate } from './told.ts';

/**
 * Tells people of the episodes of claimed steps, side by side: by the first of their channels that takes it. Many for one person
 * at once are one message. Each succeeds or fails by itself, and is kept as soon as it is known.
 */
export async function tellPeople(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const known = await knownOf(parts, ws, steps, (step, subject) => emailOf(step, subject)?.toLowerCase());
  const added: { id: string; kind: 'alert' | 'post' }[] = [];
  const keep = gathered(async (told: Told[]) => {
    const ids = await parts.store.together(ws.id, (rows) => keepTold(rows, told, known.deciding, parts.now()));
    added.push(
      ...ids.flatMap((id) => [
        { id, kind: 'alert' as const },
        { id, kind: 'post' as const },
      ]),
    );
  });
  const targets = await Promise.all(steps.map((step) => aim(parts, ws, step, known, keep)));
  const bundles = bundled(
    targets.flatMap((target) => target ?? []),
    known.model.telling.rollUpFrom,
  );
  await Promise.all(bundles.map((bundle) => sendBundle(parts, ws, bundle, known, keep)));
  for (const kind of ['alert', 'post'] as const)
    await wake(
      parts,
      ws.id,
      kind,
      added.filter((each) => each.kind === kind).map(({ id }) => id),
    );
}

function emailOf(step: Step, { assigneeEmail }: AlertSubject): string | undefined {
  const { to } = payloadOf(step);
  return typeof to === 'object' && 'email' in to ? to.email : assigneeEmail;
}

type Keep = (told: Told) => Promise<void>;

/** Where one alert goes; undefined when it goes nowhere any more, which is kept. */
async function aim(parts: Parts, ws: Workspace, step: Step, known: Known, keep: Keep): Promise<Target | undefined> {
  const subject = known.subjects.get(payloadOf(step).episode);
  const why = subject === undefined ? 'its episode or lead is gone' : whyNot(ws, step, subject, known);
  if (subject === undefined || why !== undefined) {
    await keep({ settlement: done(step, { told: `nobody: ${why}` }) });
    return undefined;
  }
  const reader = emailOf(step, subject)?.toLowerCase();
  const reached = reader === undefined ? undefined : await reach(ws, step, reader, known);
  if (reader === undefined || reached === undefined) {
    await keep(toShared(parts, step, subject, 'no channel knows whom it is for'));
    return undefined;
  }
  if ('failure' in reached) {
    const way = { step, subject, reader, kind: reached.kind, isUnsent: true };
    await keep(await anotherWay(parts, ws, way, reached.failure, known));
    return undefined;
  }
  const { to } = payloadOf(step);
  const { channel, id } = reached;
  const { place, ...stands } = inThread({ kind: 'person', id }, channel, step, reader, known);
  const rep = known.readers.get(reader);
  const surface = to === 'assignee' ? 'assignee' : 'person';
  const card = {
    surface,
    who: { workspace: ws.id, email: reader },
    ...(rep !== undefined && { rep: rep.id }),
    ...(rep?.timeZone !== undefined && { timeZone: rep.timeZone }),
    ...stands,
    // Who is hot again is told quietly.
    ...(channel.kind === 'slack' && ['alert', 'colleague'].includes(stands.under ?? '') && { mention: [id] }),
  } as const;
  return { step, subject, reader, card, channel, place };
}

function whyNot(ws: Workspace, step: Step, subject: AlertSubject, known: Known): string | undefined {
  // A choice of whoever runs this, and no failure: score, owner and task are in the CRM all the same.
  if (ws.channels.length === 0) return 'no channel is connected';
  return (
    tooLate(step, subject) ?? (waitsForDigest(step, subject, known) ? 'it is in the digest, as they chose' : undefined)
  );
}

/** The first alert alone waits for the end of the day where its rep chose so: what has waited for somebody is told at once. */
function waitsForDigest(
  step: Step,
  { assigneeEmail, triggerType, lane, tier, escalated }: AlertSubject,
  { readers, model }: Known,
): boolean {
  const { to, note } = payloadOf(step);
  const rep = readers.get(assigneeEmail?.toLowerCase() ?? '');
  const isFirst = to === 'assignee' && note === undefined && escalated === undefined;
  if (!isFirst || rep === undefined || triggerType === undefined) return false;
  return alertPace({ type: triggerType, lane, tier }, rep.preferences, model.telling) === 'digest';
}

type Reached = { channel: Channel; id: string } | { failure: Failure; kind: string };

/** The first channel that knows the reader, and takes something now. */
async function reach(ws: Workspace, step: Step, email: string, known: Known): Promise<Reached | undefined> {
  const { not = [], never = [] } = payloadOf(step);
  for (const channel of ws.channels) {
    if (not.includes(channel.kind) || never.includes(channel.kind)) continue;
    try {
      const id = await idIn(channel, email, known.readers.get(email));
      if (id === undefined) continue;
      return { channel, id };
    } catch (error) {
      return { failure: Failure.from(error), kind: channel.kind };
    }
  }
  return undefined;
}

async function idIn(channel: Channel, email: string, reader: Reader | undefined): Promise<string | undefined> {
  if (channel.kind === 'slack' && reader?.chatId !== undefined) return reader.chatId;
  return channel.findPerson(email);
}

async function sendBundle(parts: Parts, ws: Workspace, bundle: Target[], known: Known, keep: Keep): Promise<void> {
  const told = await sent(parts, ws, bundle, known).catch(async (error: unknown) => {
    const failure = Failure.from(error);
    return Promise.all(
      bundle.map(({ step, subject, reader, channel }) =>
        anotherWay(parts, ws, { step, subject, reader, kind: channel.kind }, failure, known),
      ),
    );
  });
  await Promise.all(told.map(keep));
}

/** A rep who cannot be reached one way must not mean that nobody is told: their next channel, else the shared place. */
async function anotherWay(
  parts: Parts,
  ws: Workspace,
  way: { step: Step; subject: AlertSubject; reader: string; kind: string; isUnsent?: boolean },
  failure: Failure,
  { model }: Known,
): Promise<Told> {
  const { step, subject, reader, kind, isUnsent = false } = way;
  parts.tell('failed', `alert: ${failure.message}`, { step: step.id, kind: failure.kind });
  const { never = [] } = payloadOf(step);
  const possible = ws.channels.filter((channel) => channel.kind !== kind && !never.includes(channel.kind));
  const found = await Promise.all(possible.map((channel) => channel.findPerson(reader).catch(() => undefined)));
  const others = possible.filter((_, index) => found[index] !== undefined).map((channel) => channel.kind);
  const patienceMs = model.telling.mailAfterSeconds * 1_000;
  return (
    afterSilence(parts, step, failure, { kind, others, patienceMs, isUnsent }) ??
    toShared(parts, step, subject, failure.message)
  );
}

/** Nobody knows how to reach them: whoever looks at the shared place sees it, once a round and reason. */
function toShared(parts: Parts, step: Step, { round, assignee }: AlertSubject, because: string): Told {
  const { rep: _theirs, to, ...payload } = payloadOf(step);
  const whom = to === 'assignee' ? assignee : undefined;
  const note = payload.note ?? (whom === undefined ? undefined : `${whom} could not be told: no channel reaches them.`);
  const shared = {
    ...payload,
    to: 'shared' as const,
    at: parts.now(),
    not: [],
    never: [],
    unreached: true,
    ...(note && { note }),
  };
  const next = nextStep(step, shared, 'shared');
  const key = `alert:${payload.episode}:${round}:shared:${note ?? ''}`;
  return { settlement: done(step, { told: `the shared place: ${because}` }), next: [{ ...next, key }] };
}
