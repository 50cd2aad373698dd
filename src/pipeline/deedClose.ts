import { dismissed } from '../domain/sla/deeds.ts';
import { type NotAFit, notAFitReasons } from '../domain/sla/notAFit.ts';
import { ROOM, statusesAfter } from './contacts.ts';
import { closeNotAFit } from './notAFit.ts';
import { byOf, deederOf, type Deeded, type Deeding, refused } from './deed.ts';
import { LONGEST_NOTE } from './deedContacted.ts';

/** It was no lead after all: closed with the reason, the hot Lead Status is over, and whatever was still to be told is not. */
export async function deedClose(
  deeding: Deeding,
  { reason, note }: { reason: NotAFit; note?: string },
): Promise<Deeded> {
  const { rows, person, episode, now } = deeding;
  const held = dismissed(episode, deederOf(person));
  if (!held.ok) return refused(deeding, held);
  const by = person.rep?.id;
  await closeNotAFit(rows, [{ episode, because: reason, ...(by !== undefined && { by }) }], now);
  await logClosed(deeding, reason, note);
  await statusOver(deeding);
  await rows.lookNow([episode.lead], now);
  // Whoever had it has room for the next.
  await rows.wakeWaiting('route', now, ROOM);
  const added = [`${episode.id}-${now}`];
  const change = { hook: 'alert.not_a_fit' as const, more: { because: reason }, added };
  const text = `Closed as not a fit: ${notAFitReasons[reason]}`;
  return { ok: true, text, change: { ...change, kinds: ['write', 'route', 'score', 'finish'] } };
}

async function logClosed({ rows, deciding, person, episode, now }: Deeding, reason: NotAFit, note?: string) {
  const { id, round, lead, state, openedAt, watermark } = episode;
  const said = note === undefined || note === '' ? {} : { note: note.slice(0, LONGEST_NOTE) };
  const inputs = { deed: 'not_a_fit', ...byOf(person), reason, ...said, state, openedAt };
  const outcome = { episode: id, round, as: 'not_a_fit', at: now };
  await rows.saveDecisions([{ lead, kind: 'close', watermark, inputs, outcome }], deciding, now);
}

async function statusOver({ rows, ws, deciding, episode, now }: Deeding): Promise<void> {
  // Contact wrote what follows the hot status.
  if (episode.state === 'contacted') return;
  const statusAfter = await statusesAfter(rows, deciding, [episode.id]);
  const fields = { statusAfter: statusAfter(episode.id), hotStatus: null };
  await rows.wantWrites([{ record: `${ws.crm.kind}:${episode.record}`, lead: episode.lead, fields }], now);
}
