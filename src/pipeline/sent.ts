import type { Channel, Message, Place } from '../channels/channel.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import { alertOf } from './alertCard.ts';
import type { Known } from './known.ts';
import type { Parts, Workspace } from './parts.ts';
import { done } from './settling.ts';
import { shownOf, sureOrOnceMore, type Target, type Told } from './told.ts';

/** Posts a bundle as one message. Throws a Failure for all of it. */
export async function sent(parts: Parts, ws: Workspace, bundle: Target[], known: Known): Promise<Told[]> {
  const [first] = bundle;
  if (first === undefined) return [];
  const { channel } = first;
  const steps = bundle.map(({ step }) => step);
  const repeated = await sureOrOnceMore(parts, ws, steps);
  const now = parts.now();
  const alerts = bundle.map(({ subject, card }) => {
    const { under: _under, mention: _mention, ...inList } = card;
    const reader = bundle.length === 1 ? card : inList;
    return alertOf(ws, known.model, subject, { ...reader, mayBeRepeated: repeated }, now);
  });
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
    const { episode, round, lead } = subject;
    const shown = alerts[index];
    tellOf(parts, subject, { whom: whomOf({ card, reader }, known), channel, posted, repeated });
    const delivery = {
      lead,
      episode,
      round,
      cardSeq: subject.cardSeq,
      kind: 'alert' as const,
      step: step.id,
      channel: channel.kind,
      repeated,
      surface: card.surface,
      reader,
      ...posted,
      ...(subject.accountId !== undefined && { account: subject.accountId }),
      ...(card.rep !== undefined && { rep: card.rep }),
      ...(card.note !== undefined && { note: card.note }),
      ...(place.thread !== undefined && { thread: place.thread }),
      ...(shown !== undefined && { shown: shownOf(shown) }),
    };
    return { settlement: done(step, posted), delivery };
  });
}

/** For the log: a place, or a colleague's name; never an address. */
function whomOf({ card, reader }: Pick<Target, 'card' | 'reader'>, { readers }: Known): string {
  return card.surface === 'channel' ? reader : (readers.get(reader)?.name ?? 'a manager');
}

function tellOf(
  parts: Parts,
  { record, triggerAt, episode }: AlertSubject,
  { whom, channel, posted, repeated }: { whom: string; channel: Channel; posted: { place: string }; repeated: boolean },
): void {
  const after = `${((parts.now() - triggerAt) / 1000).toFixed(1)} s after the signal`;
  const where = posted.place.includes('@') ? channel.kind : `${channel.kind} (${posted.place})`;
  parts.tell('alert', `contact ${record}: ${whom} told in ${where}, ${after}`, { episode, repeated });
}
