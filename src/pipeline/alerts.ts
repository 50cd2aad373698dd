import type { Channel } from '../channels/channel.ts';
import { Failure } from '../failure.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import type { Step } from '../store/steps.ts';
import { anotherWay, idIn, toShared } from './anotherWay.ts';
import { bundled } from './bundles.ts';
import { gathered } from './gathered.ts';
import { type Known, knownOf } from './known.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { mayWaitForDigest, quietUntil, waitsUntil } from './quietNow.ts';
import { readerZone } from './readerZone.ts';
import { sent } from './sent.ts';
import { done } from './settling.ts';
import { inThread } from './threads.ts';
import { keepTold, payloadOf, type Target, type Told, tooLate } from './told.ts';

/**
 * Tells people of the episodes of claimed steps, side by side: by the first of their channels that takes it. Many for one person
 * at once are one message. Each succeeds or fails by itself, and is kept as soon as it is known.
 */
export async function tellPeople(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const known = await knownOf(parts, ws, steps, (step, subject) => emailOf(step, subject)?.toLowerCase());
  const added: { id: string; kind: 'alert' | 'post' }[] = [];
  const save = async (told: Told[]) => {
    const ids = await parts.store.together(ws.id, (rows) => keepTold(rows, told, known.deciding, parts.now()));
    added.push(
      ...ids.flatMap((id) => [
        { id, kind: 'alert' as const },
        { id, kind: 'post' as const },
      ]),
    );
  };
  const together = gathered(save);
  // What is posted and not kept would be posted again: once more by itself, and what fails then keeps nobody else's from being kept.
  const keep: Keep = (told) => together(told).catch(() => save([told]).catch((error) => unkept(parts, told, error)));
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

function unkept(parts: Parts, { settlement, delivery }: Told, error: unknown): void {
  const what = delivery === undefined ? 'what came of it' : 'that it is posted';
  parts.tell('failed', `alert: ${what} could not be kept: ${Failure.from(error).message}`, { step: settlement.id });
}

/** Where one alert goes; undefined when it goes nowhere any more, which is kept. */
async function aim(parts: Parts, ws: Workspace, step: Step, known: Known, keep: Keep): Promise<Target | undefined> {
  const subject = known.subjects.get(payloadOf(step).episode);
  const why = subject === undefined ? 'its episode or lead is gone' : whyNot(ws, step, subject, known);
  if (subject === undefined || why !== undefined) {
    await keep({ settlement: done(step, { told: `nobody: ${why}` }) });
    return undefined;
  }
  const reader = emailOf(step, subject)?.toLowerCase();
  // Managers and backups hear of an alarm all the same; a backup is at work, or would be none.
  const quiet =
    payloadOf(step).to === 'assignee'
      ? quietUntil(known.readers.get(reader ?? ''), ws, known.model, parts.now())
      : undefined;
  if (quiet !== undefined) {
    await keep({ settlement: waitsUntil(step, quiet) });
    return undefined;
  }
  const reached = reader === undefined ? undefined : await reach(ws, step, reader, known);
  if (reader === undefined || reached === undefined) {
    await keep(toShared(parts, ws, { step, subject, known }, 'no channel knows whom it is for'));
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
    timeZone: readerZone(rep, ws, known.model),
    ...(rep !== undefined && { rep: rep.id }),
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

/**
 * The first alert waits for the end of the day where its rep chose so, and no reminder comes before it; what somebody did is told
 * at once, and so is what was somebody else's before.
 */
function waitsForDigest(step: Step, subject: AlertSubject, { readers, model }: Known): boolean {
  const { to, note, reminds = false } = payloadOf(step);
  const isFirst = to === 'assignee' && note === undefined && subject.escalated === undefined;
  if (!isFirst && !reminds) return false;
  return mayWaitForDigest(subject, readers.get(subject.assigneeEmail?.toLowerCase() ?? ''), model);
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
