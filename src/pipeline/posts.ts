import type { Channel, Place } from '../channels/channel.ts';
import { ROLLED_UP } from '../domain/telling/settings.ts';
import type { AlertWish } from '../domain/assignment.ts';
import { Failure } from '../failure.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import type { NewStep, Step } from '../store/steps.ts';
import { bundled, inThread, type Known, knownOf, sent } from './alerts.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { done, failed } from './settling.ts';
import { afterSilence, keepTold, nextStep, payloadOf, type Target, type Told, tooLate } from './told.ts';

/** A place takes about one message a second: chat.postMessage, docs.slack.dev/apis/web-api/rate-limits. */
const NEXT_POST_MS = 1_100;

/**
 * Tells shared places of the episodes of claimed steps: one message a second and place, which holds many when many wait. A rep's
 * own alert never waits for these.
 */
export async function tellPlaces(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const known = await knownOf(parts, ws, steps, (step) => readerOf(step));
  const aimed = steps.map((step) => aim(ws, step, known));
  const targets = aimed.flatMap((each) => ('target' in each ? [each.target] : []));
  const bundles = bundled(targets, known.model.telling.rollUpFrom);
  const taken = new Set<string>();
  const told = await Promise.all(
    bundles.flatMap(inMessages).map((bundle) => {
      const place = `${bundle[0]?.channel.kind} ${bundle[0]?.place.id}`;
      if (taken.has(place)) return bundle.map(({ step }) => inASecond(parts, step));
      taken.add(place);
      return sent(parts, ws, bundle, known).catch((error: unknown) =>
        bundle.map((target) => elsewhere(parts, ws, target, Failure.from(error), known)),
      );
    }),
  );
  const all = [...aimed.flatMap((each) => ('told' in each ? [each.told] : [])), ...told.flat()];
  const added = await parts.store.together(ws.id, (rows) => keepTold(ws, rows, all, parts.now()));
  await Promise.all((['alert', 'post'] as const).map((kind) => wake(parts, ws.id, kind, added)));
}

/** What one message can hold. */
function inMessages(bundle: Target[]): Target[][] {
  const messages: Target[][] = [];
  for (let from = 0; from < bundle.length; from += ROLLED_UP) messages.push(bundle.slice(from, from + ROLLED_UP));
  return messages;
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

function aim(ws: Workspace, step: Step, known: Known): { target: Target } | { told: Told } {
  const subject = known.subjects.get(payloadOf(step).episode);
  const found = placeOf(ws, step);
  if (subject === undefined)
    return { told: { settlement: done(step, { told: 'nobody: its episode or lead is gone' }) } };
  if (found === undefined) return { told: { settlement: done(step, { told: 'nobody: no channel has such a place' }) } };
  const late = tooLate(step, subject);
  if (late !== undefined) return { told: { settlement: done(step, { told: `nobody: ${late}` }) } };
  const { note } = payloadOf(step);
  const reader = readerOf(step);
  const card = { surface: 'channel', timeZone: ws.timeZone, ...(note !== undefined && { note }) } as const;
  const place = inThread(found.place, found.channel, step, reader, known);
  return { target: { step, subject, reader, card, channel: found.channel, place } };
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
function elsewhere(parts: Parts, ws: Workspace, target: Target, failure: Failure, { model }: Known): Told {
  const { step, subject, channel } = target;
  parts.tell('failed', `alert: ${failure.message}`, { step: step.id, kind: failure.kind });
  const payload = payloadOf(step);
  const patienceMs = model.telling.mailAfterSeconds * 1_000;
  if (failure.kind === 'permanent' && payload.to !== 'shared') {
    const next = nextStep(step, { ...payload, to: 'shared', at: parts.now() }, 'shared');
    return { settlement: done(step, { told: `the shared place: ${failure.message}` }), next: [next] };
  }
  // Nobody is left to fall back to: somebody must mend the shared place, and then it is told there.
  const shut = failure.kind === 'permanent' ? Failure.blocked(failure.message) : failure;
  const { never = [] } = payload;
  const other = ws.channels.some(
    ({ kind, shared }) => kind !== channel.kind && shared !== undefined && !never.includes(kind),
  );
  const told = afterSilence(parts, step, shut, { kind: channel.kind, other, patienceMs, mayWait: true });
  const isLong = shut.kind === 'blocked' || parts.now() - payload.at >= patienceMs;
  const managers = isLong && !other ? managersOf(step, subject, model.routing.coverage.managers, parts.now()) : [];
  return { settlement: failed(parts, step, shut), ...told, next: [...(told?.next ?? []), ...managers] };
}

/** Whoever watches over coverage, each once, of what nobody has. */
function managersOf(step: Step, { assigneeId, episode }: AlertSubject, emails: string[], now: number): NewStep[] {
  if (assigneeId !== undefined) return [];
  const { note } = payloadOf(step);
  return emails.map((email) => {
    const to: AlertWish['to'] = { email };
    return nextStep(step, { episode, to, at: now, ...(note !== undefined && { note }) }, `manager:${email}`);
  });
}
