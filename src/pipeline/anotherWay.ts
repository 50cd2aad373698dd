import type { Channel } from '../channels/channel.ts';
import type { Failure } from '../failure.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import type { Reader } from '../store/readers.ts';
import type { Step } from '../store/steps.ts';
import type { Known } from './known.ts';
import { givenUp } from './nobodyTold.ts';
import type { Parts, Workspace } from './parts.ts';
import { done } from './settling.ts';
import { afterSilence, type AlertPayload, nextStep, payloadOf, type Told } from './told.ts';

/** The channel's id of somebody: as was said by hand or found before, else by their e-mail. Throws a Failure. */
export async function idIn(channel: Channel, email: string, reader: Reader | undefined): Promise<string | undefined> {
  if (channel.kind === 'slack' && reader?.chatId !== undefined) return reader.chatId;
  return channel.findPerson(email);
}

/** A rep who cannot be reached one way must not mean that nobody is told: their next channel, else the shared place. */
export async function anotherWay(
  parts: Parts,
  ws: Workspace,
  way: { step: Step; subject: AlertSubject; reader: string; kind: string; isUnsent?: boolean },
  failure: Failure,
  known: Known,
): Promise<Told> {
  const { step, subject, reader, kind, isUnsent = false } = way;
  parts.tell('failed', `alert: ${failure.message}`, { step: step.id, kind: failure.kind });
  const { never = [] } = payloadOf(step);
  const possible = ws.channels.filter((channel) => channel.kind !== kind && !never.includes(channel.kind));
  const rep = known.readers.get(reader);
  // One that cannot say now may know them.
  const knows = possible.map((channel) =>
    idIn(channel, reader, rep).then(
      (id) => id !== undefined,
      () => true,
    ),
  );
  const knownBy = await Promise.all(knows);
  const others = possible.filter((_, index) => knownBy[index]).map((channel) => channel.kind);
  const patienceMs = known.model.telling.mailAfterSeconds * 1_000;
  return (
    afterSilence(parts, step, failure, { kind, others, patienceMs, isUnsent }) ??
    toShared(parts, ws, { step, subject, known }, failure.message)
  );
}

/** Nobody knows how to reach them: whoever looks at the shared place sees it, once a round and reason. */
export function toShared(
  parts: Parts,
  ws: Workspace,
  { step, subject, known }: { step: Step; subject: AlertSubject; known: Known },
  because: string,
): Told {
  const { round, assignee } = subject;
  const { rep: _theirs, to, ...payload } = payloadOf(step);
  // Managers are who is told where there is no such place.
  if (isManager(to, known) && ws.channels.every(({ shared }) => shared === undefined))
    return givenUp(parts, step, `no channel reaches a manager, and none has a shared place: ${because}`);
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

function isManager(to: AlertPayload['to'], { managers }: Known): boolean {
  return (
    typeof to === 'object' && 'email' in to && managers.some((one) => one.toLowerCase() === to.email.toLowerCase())
  );
}
