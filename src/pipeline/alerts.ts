import type { Channel, Message, Place } from '../channels/channel.ts';
import { MINUTE_MS } from '../domain/decay.ts';
import type { Model } from '../domain/model.ts';
import { Failure } from '../failure.ts';
import type { AlertSubject, Root } from '../store/deliveries.ts';
import type { Reader } from '../store/readers.ts';
import type { Step } from '../store/steps.ts';
import { alertOf } from './alertCard.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { gathered } from './gathered.ts';
import { done } from './settling.ts';
import {
  afterSilence,
  keepTold,
  nextStep,
  payloadOf,
  shownOf,
  sureOrOnceMore,
  type Target,
  type Told,
  tooLate,
} from './told.ts';

export type Known = {
  subjects: Map<string, AlertSubject>;
  readers: Map<string, Reader>;
  roots: Root[];
  model: Model;
};

/**
 * Tells people of the episodes of claimed steps, side by side: by the first of their channels that takes it. Many for one person
 * at once are one message. Each succeeds or fails by itself, and is kept as soon as it is known.
 */
export async function tellPeople(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const known = await knownOf(parts, ws, steps, (step, subject) => emailOf(step, subject)?.toLowerCase());
  const added: { id: string; kind: 'alert' | 'post' }[] = [];
  const keep = gathered(async (told: Told[]) => {
    const ids = await parts.store.together(ws.id, (rows) => keepTold(ws, rows, told, parts.now()));
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

/** All that is to be known to tell somebody of these steps' episodes. */
export async function knownOf(
  parts: Parts,
  ws: Workspace,
  steps: Step[],
  readerOf: (step: Step, subject: AlertSubject) => string | undefined,
): Promise<Known> {
  const episodes = [...new Set(steps.map((step) => payloadOf(step).episode))];
  return parts.store.together(ws.id, async (rows) => {
    const subjects = new Map((await rows.alertSubjects(episodes, ws.crm.kind)).map((each) => [each.episode, each]));
    const asked = steps.flatMap((step) => {
      const subject = subjects.get(payloadOf(step).episode);
      const reader = subject && readerOf(step, subject);
      return subject && reader !== undefined ? [{ episode: subject.episode, reader }] : [];
    });
    const { model } = await ws.deciding(rows);
    return {
      subjects,
      readers: await rows.readersOf(asked.map(({ reader }) => reader)),
      roots: await rows.rootsOf(asked, parts.now() - model.telling.companyMinutes * MINUTE_MS),
      model,
    };
  });
}

function emailOf(step: Step, { assigneeEmail }: AlertSubject): string | undefined {
  const { to } = payloadOf(step);
  return typeof to === 'object' && 'email' in to ? to.email : assigneeEmail;
}

type Keep = (told: Told) => Promise<void>;

/** Where one alert goes; undefined when it goes nowhere any more, which is kept. */
async function aim(parts: Parts, ws: Workspace, step: Step, known: Known, keep: Keep): Promise<Target | undefined> {
  const subject = known.subjects.get(payloadOf(step).episode);
  const why = subject === undefined ? 'its episode or lead is gone' : whyNot(ws, step, subject);
  if (subject === undefined || why !== undefined) {
    await keep({ settlement: done(step, { told: `nobody: ${why}` }) });
    return undefined;
  }
  const reader = emailOf(step, subject)?.toLowerCase();
  const reached = reader === undefined ? undefined : await reach(ws, step, reader, known);
  if (reader === undefined || reached === undefined) {
    await keep(toShared(parts, step, 'no channel knows whom it is for'));
    return undefined;
  }
  if ('failure' in reached) {
    await keep(await anotherWay(parts, ws, { step, reader, kind: reached.kind }, reached.failure, known));
    return undefined;
  }
  const { to, note } = payloadOf(step);
  const rep = known.readers.get(reader);
  const surface = to === 'assignee' ? 'assignee' : 'person';
  const card = {
    surface,
    who: { workspace: ws.id, email: reader },
    ...(rep !== undefined && { rep: rep.id }),
    ...(rep?.timeZone !== undefined && { timeZone: rep.timeZone }),
    ...(note !== undefined && { note }),
  } as const;
  return { step, subject, reader, card, ...reached };
}

function whyNot(ws: Workspace, step: Step, subject: AlertSubject): string | undefined {
  // A choice of whoever runs this, and no failure: score, owner and task are in the CRM all the same.
  return ws.channels.length === 0 ? 'no channel is connected' : tooLate(step, subject);
}

type Reached = Pick<Target, 'channel' | 'place'> | { failure: Failure; kind: string };

/** The first channel that knows the reader, and takes something now; what was told before of the same is the head of a thread. */
async function reach(ws: Workspace, step: Step, email: string, known: Known): Promise<Reached | undefined> {
  const { not = [], never = [] } = payloadOf(step);
  for (const channel of ws.channels) {
    if (not.includes(channel.kind) || never.includes(channel.kind)) continue;
    try {
      const id = await idIn(channel, email, known.readers.get(email));
      if (id === undefined) continue;
      return { channel, place: inThread({ kind: 'person', id }, channel, step, email, known) };
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

/** A reminder stands under the first alert, and so does the quiet news of somebody who was hot before, or of their colleague. */
export function inThread(
  place: Target['place'],
  channel: Channel,
  step: Step,
  reader: string,
  { roots, subjects }: Pick<Known, 'roots' | 'subjects'>,
): Target['place'] {
  const { episode, note } = payloadOf(step);
  const root = roots.find(
    (each) => each.episode === episode && each.channel === channel.kind && each.reader === reader,
  );
  if (root === undefined || channel.update === undefined) return place;
  const round = subjects.get(episode)?.round ?? 1;
  // A new round is news as the first was.
  if (round > 1 && note === undefined) return place;
  return { ...place, id: root.place, thread: root.message };
}

/** Many for one place at once are one message. */
export function bundled(targets: Target[], from: number): Target[][] {
  const byPlace = Map.groupBy(targets, ({ channel, place }) => `${channel.kind} ${place.id}`);
  return [...byPlace.values()].flatMap((those) => (those.length >= from ? [those] : those.map((each) => [each])));
}

async function sendBundle(parts: Parts, ws: Workspace, bundle: Target[], known: Known, keep: Keep): Promise<void> {
  const told = await sent(parts, ws, bundle, known).catch(async (error: unknown) => {
    const failure = Failure.from(error);
    return Promise.all(
      bundle.map(({ step, reader, channel }) =>
        anotherWay(parts, ws, { step, reader, kind: channel.kind }, failure, known),
      ),
    );
  });
  await Promise.all(told.map(keep));
}

/** Posts a bundle as one message. Throws a Failure for all of it. */
export async function sent(parts: Parts, ws: Workspace, bundle: Target[], { model }: Known): Promise<Told[]> {
  const [first] = bundle;
  if (first === undefined) return [];
  const { channel } = first;
  const steps = bundle.map(({ step }) => step);
  const repeated = await sureOrOnceMore(parts, ws, steps);
  const now = parts.now();
  const alerts = bundle.map(({ subject, card }) =>
    alertOf(ws, model, subject, { ...card, mayBeRepeated: repeated }, now),
  );
  const [alert] = alerts;
  if (alert === undefined) return [];
  const { surface, timeZone } = alert;
  const message: Message =
    alerts.length === 1
      ? { kind: 'alert', alert }
      : { kind: 'rollup', alerts, surface, timeZone, mayBeRepeated: repeated, now };
  const { thread: _own, ...flat } = first.place;
  const place: Place = alerts.length === 1 ? first.place : flat;
  const posted = await channel.post(message, place);
  return bundle.map(({ step, subject, reader, card }, index) => {
    const { episode, lead } = subject;
    const shown = alerts[index];
    tellOf(parts, subject, {
      reader: card.rep === subject.assigneeId ? subject.assignee : reader,
      channel,
      posted,
      repeated,
    });
    const delivery = {
      lead,
      episode,
      kind: 'alert' as const,
      step: step.id,
      channel: channel.kind,
      repeated,
      surface: card.surface,
      reader,
      ...posted,
      ...(card.rep !== undefined && { rep: card.rep }),
      ...(card.note !== undefined && { note: card.note }),
      ...(place.thread !== undefined && { thread: place.thread }),
      ...(shown !== undefined && { shown: shownOf(shown) }),
    };
    return { settlement: done(step, posted), delivery };
  });
}

function tellOf(
  parts: Parts,
  { record, triggerAt, episode }: AlertSubject,
  {
    reader,
    channel,
    posted,
    repeated,
  }: { reader: string | undefined; channel: Channel; posted: { place: string }; repeated: boolean },
): void {
  const after = `${((parts.now() - triggerAt) / 1000).toFixed(1)} s after the signal`;
  parts.tell('alert', `contact ${record}: ${reader} told in ${channel.kind} (${posted.place}), ${after}`, {
    episode,
    repeated,
  });
}

/** A rep who cannot be reached one way must not mean that nobody is told: their next channel, else the shared place. */
async function anotherWay(
  parts: Parts,
  ws: Workspace,
  { step, reader, kind }: { step: Step; reader: string; kind: string },
  failure: Failure,
  { model }: Known,
): Promise<Told> {
  parts.tell('failed', `alert: ${failure.message}`, { step: step.id, kind: failure.kind });
  const { never = [] } = payloadOf(step);
  const others = ws.channels.filter((channel) => channel.kind !== kind && !never.includes(channel.kind));
  const found = await Promise.all(others.map((channel) => channel.findPerson(reader).catch(() => undefined)));
  const other = found.some((id) => id !== undefined);
  const patienceMs = model.telling.mailAfterSeconds * 1_000;
  return (
    afterSilence(parts, step, failure, { kind, other, patienceMs, mayWait: true }) ??
    toShared(parts, step, failure.message)
  );
}

/** Nobody knows how to reach them: whoever looks at the shared place sees it. */
function toShared(parts: Parts, step: Step, because: string): Told {
  const { rep: _theirs, ...payload } = payloadOf(step);
  const next = nextStep(step, { ...payload, to: 'shared', at: parts.now(), not: [], never: [] }, 'shared');
  return { settlement: done(step, { told: `the shared place: ${because}` }), next: [next] };
}
