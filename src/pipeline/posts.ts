import type { Channel, Place } from '../channels/channel.ts';
import { Failure } from '../failure.ts';
import type { AlertSubject, Root } from '../store/deliveries.ts';
import type { Step } from '../store/steps.ts';
import { bundled } from './bundles.ts';
import { type Known, knownOf } from './known.ts';
import { managersOf, nobody, withoutPlace } from './nobodyTold.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { sent } from './sent.ts';
import { done, failed } from './settling.ts';
import { idsIn, inThread, rootFor } from './threads.ts';
import { afterSilence, keepTold, nextStep, payloadOf, type Target, type Told, tooLate } from './told.ts';

/** A place takes about one message a second: chat.postMessage, docs.slack.dev/apis/web-api/rate-limits. */
const NEXT_POST_MS = 1_100;

/**
 * Tells shared places of the episodes of claimed steps: one message a second and place, which holds many when many wait. A rep's
 * own alert never waits for these.
 */
export async function tellPlaces(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const known = await knownOf(parts, ws, steps, (step) => readerOf(step));
  const aimed = await Promise.all(steps.map((step) => aim(parts, ws, step, known)));
  const { targets, twice } = onceEach(aimed.flatMap((each) => ('target' in each ? [each.target] : [])));
  const bundles = bundled(targets, known.model.telling.rollUpFrom);
  const taken = new Set<string>();
  const told = await Promise.all(
    bundles.map(async (bundle) => {
      const place = `${bundle[0]?.channel.kind} ${bundle[0]?.place.id}`;
      if (taken.has(place)) return bundle.map(({ step }) => inASecond(parts, step));
      taken.add(place);
      return sent(parts, ws, bundle, known).catch((error: unknown) =>
        bundle.map((target) => elsewhere(parts, ws, target, Failure.from(error), known)),
      );
    }),
  );
  const all = [...aimed.flatMap((each) => ('told' in each ? [each.told] : [])), ...twice, ...told.flat()];
  const added = await parts.store.together(ws.id, (rows) => keepTold(rows, all, known.deciding, parts.now()));
  await Promise.all((['alert', 'post'] as const).map((kind) => wake(parts, ws.id, kind, added)));
}

function inASecond({ now }: Parts, step: Step): Told {
  return {
    settlement: {
      id: step.id,
      kind: 'later',
      at: now() + NEXT_POST_MS,
      countAttempt: false,
      keepCall: step.calledAt !== undefined,
    },
  };
}

/** The name of the place, as it is asked for. */
function readerOf(step: Step): string {
  const { to } = payloadOf(step);
  return typeof to === 'object' && 'channel' in to ? to.channel : 'shared';
}

async function aim(
  parts: Parts,
  ws: Workspace,
  step: Step,
  known: Known,
): Promise<{ target: Target } | { told: Told }> {
  const subject = known.subjects.get(payloadOf(step).episode);
  const found = placeOf(ws, step);
  if (subject === undefined) return { told: nobody(step, 'its episode or lead is gone') };
  const over = tooLate(step, subject);
  if (over !== undefined) return { told: nobody(step, over) };
  if (found === undefined) return { told: withoutPlace(parts, ws, step, subject, known) };
  const { channel } = found;
  const reader = readerOf(step);
  const late = saidThere(step, channel, reader, known);
  if (late !== undefined) return { told: nobody(step, late) };
  const { note, unreached = false } = payloadOf(step);
  // In a thread of a channel nobody sees what its rep cannot.
  const { place, ...stands } = unreached
    ? { place: found.place, ...(note !== undefined && { note }) }
    : inThread(found.place, channel, step, reader, known);
  const mention = isAlarm(step, subject, stands, known.roots)
    ? await idsIn(channel, known.managers, known.readers)
    : [];
  const card = {
    surface: 'channel',
    // Whoever reads it there is nobody yet.
    who: { workspace: ws.id },
    timeZone: ws.timeZone,
    ...stands,
    ...(mention.length > 0 && { mention }),
  } as const;
  return { target: { step, subject, reader, card, channel, place } };
}

/** What a place shows already is not posted there again: its card shows whatever changes. */
function saidThere(step: Step, channel: Channel, reader: string, { roots }: Known): string | undefined {
  const { episode, note } = payloadOf(step);
  const root = rootFor(roots, episode, channel.kind, reader);
  if (root?.of !== 'alert' || !root.isOfRound) return undefined;
  return note === undefined || note === root.note ? 'it is told there already' : undefined;
}

/** Nobody can take it, or be told: whoever watches over that is called by name, once; what follows calls nobody. */
function isAlarm(
  step: Step,
  { unassigned, episode }: AlertSubject,
  { under, note }: Pick<Target['card'], 'under' | 'note'>,
  roots: Root[],
): boolean {
  if (under !== undefined || note === undefined) return false;
  const isFirst = !roots.some(
    (root) => root.episode === episode && root.reader === 'shared' && root.note !== undefined,
  );
  return unassigned || (payloadOf(step).unreached === true && isFirst);
}

/** Of several messages about one episode for one place the one that says why. */
function onceEach(targets: Target[]): { targets: Target[]; twice: Told[] } {
  const same = Map.groupBy(targets, ({ subject, channel, place }) =>
    JSON.stringify([subject.episode, channel.kind, place.id, place.thread ?? '']),
  );
  const kept = [...same.values()].flatMap((those) => {
    const saying = those.filter(({ card }) => card.note !== undefined);
    return saying.length > 0 ? saying : those.slice(0, 1);
  });
  const rest = targets.filter((target) => !kept.includes(target));
  return { targets: kept, twice: rest.map(({ step }) => nobody(step, 'the same place is told of it already')) };
}

/** Named channels are of the chat; what is shared is where the first channel has such a place. */
function placeOf(ws: Workspace, step: Step): { channel: Channel; place: Place } | undefined {
  const { to, not = [], never = [] } = payloadOf(step);
  const channels = ws.channels.filter(({ kind }) => !not.includes(kind) && !never.includes(kind));
  const channel = channels.find(({ shared }) => shared !== undefined);
  if (channel?.shared === undefined) return undefined;
  const isNamed = typeof to === 'object' && 'channel' in to && channel.update !== undefined;
  return { channel, place: isNamed ? { kind: 'channel', id: to.channel } : channel.shared };
}

/** A place that takes nothing: another that everybody sees; and what nobody has goes to the managers by themselves. */
function elsewhere(parts: Parts, ws: Workspace, target: Target, failure: Failure, { model, managers }: Known): Told {
  const { step, subject, channel } = target;
  parts.tell('failed', `alert: ${failure.message}`, { step: step.id, kind: failure.kind });
  const payload = payloadOf(step);
  const { never = [], to, note } = payload;
  if (failure.kind === 'permanent' && to !== 'shared') {
    // Who only looks on sees it where everybody does.
    if (note === undefined) return nobody(step, failure.message);
    const next = nextStep(step, { ...payload, to: 'shared', at: parts.now() }, 'shared');
    return { settlement: done(step, { told: `the shared place: ${failure.message}` }), next: [next] };
  }
  const others = ws.channels
    .filter(({ kind, shared }) => kind !== channel.kind && shared !== undefined && !never.includes(kind))
    .map(({ kind }) => kind);
  // Nobody is left to fall back to: somebody must mend the shared place, and then it is told there.
  const shut = failure.kind === 'permanent' ? Failure.blocked(failure.message) : failure;
  const patienceMs = model.telling.mailAfterSeconds * 1_000;
  const told = afterSilence(parts, step, shut, { kind: channel.kind, others, patienceMs });
  const isLong = shut.kind === 'blocked' || parts.now() - payload.at >= patienceMs;
  const more = isLong && others.length === 0 ? managersOf(step, subject, managers, parts.now()) : [];
  return { settlement: failed(parts, step, shut), ...told, next: [...(told?.next ?? []), ...more] };
}
