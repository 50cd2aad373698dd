import type { Alert, Channel, Message } from '../channels/channel.ts';
import type { Model } from '../domain/model.ts';
import { Failure } from '../failure.ts';
import type { Copy, GoneEpisode } from '../store/cards.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import type { Reader } from '../store/readers.ts';
import { alertOf, type CardReader } from './alertCard.ts';
import { goneAlert } from './goneCard.ts';
import type { Parts, Workspace } from './parts.ts';
import { asItEnded } from './pastRound.ts';
import { readerZone } from './readerZone.ts';
import { underOf } from './threads.ts';
import { shownOf, showsContact } from './told.ts';

/** `gone`: episodes whose record the CRM has no more. */
export type KnownCopies = {
  subjects: Map<string, AlertSubject>;
  gone: Map<string, GoneEpisode>;
  readers: Map<string, Reader>;
  model: Model;
};

/** What a copy shows from now on. `together`: the episodes of all copies that stand in the same message. */
export type Edited = { id: string; shown: string; settled: boolean; together: string[] };

/**
 * Makes all copies show what is known: places side by side, the messages of one place in turn. A place that takes nothing now is
 * asked no more. Answers what was edited, and by episode what failed.
 */
export async function editCopies(
  parts: Parts,
  ws: Workspace,
  copies: Copy[],
  known: KnownCopies,
): Promise<{ edited: Edited[]; failures: Map<string, Failure> }> {
  const messages = [...Map.groupBy(copies, ({ channel, place, message }) => `${channel} ${place} ${message}`).values()];
  const places = Map.groupBy(messages, ([first]) => `${first?.channel} ${first?.place}`);
  const outcomes = await Promise.all([...places.values()].map((those) => editInTurn(parts, ws, those, known)));
  return {
    edited: outcomes.flatMap(({ edited }) => edited),
    failures: new Map(outcomes.flatMap(({ failures }) => [...failures])),
  };
}

async function editInTurn(parts: Parts, ws: Workspace, messages: Copy[][], known: KnownCopies) {
  const edited: Edited[] = [];
  const failures = new Map<string, Failure>();
  let stopped: Failure | undefined;
  for (const message of messages) {
    stopped ??= await editOne(parts, ws, message, known).then(
      (those) => void edited.push(...those),
      (error: unknown) => Failure.from(error),
    );
    if (stopped !== undefined) for (const { episode } of message) failures.set(episode, stopped);
  }
  if (stopped !== undefined) parts.tell('failed', `card: ${stopped.message}`, { kind: stopped.kind });
  return { edited, failures };
}

/** One message with all the alerts it holds. Answers what its copies show now. */
async function editOne(parts: Parts, ws: Workspace, copies: Copy[], known: KnownCopies): Promise<Edited[]> {
  const [first] = copies;
  const channel = ws.channels.find(({ kind }) => kind === first?.channel);
  if (first === undefined || channel?.update === undefined) return [];
  const now = parts.now();
  const shows = copies.flatMap((copy) => {
    const alert = alertFor(ws, copy, known, now);
    return alert === undefined ? [] : [{ copy, alert }];
  });
  if (shows.every(({ copy, alert }) => isShown(copy, alert))) return [];
  const alerts = shows.map(({ alert }) => alert);
  const [alert] = alerts;
  if (alert === undefined) return [];
  const { surface, timeZone, mayBeRepeated } = alert;
  const message: Message =
    copies.length === 1 ? { kind: 'alert', alert } : { kind: 'rollup', alerts, surface, timeZone, mayBeRepeated, now };
  const settled = !(await isEdited(parts, channel, message, first));
  const together = copies.map(({ episode }) => episode);
  return shows.map(({ copy, alert: shown }) => ({ id: copy.id, shown: shownOf(shown), settled, together }));
}

/** A card of an earlier round stays as it was when that ended. */
function isShown({ shown, past }: Copy, alert: Alert): boolean {
  return past === undefined ? shown === shownOf(alert) : showsContact(shown);
}

function alertFor(ws: Workspace, copy: Copy, known: KnownCopies, now: number): Alert | undefined {
  const { subjects, gone, model } = known;
  const newest = subjects.get(copy.episode);
  const subject = newest && copy.past !== undefined ? asItEnded(newest, copy.past) : newest;
  if (subject !== undefined) return alertOf(ws, model, subject, readerOf(ws, copy, subject.quiet, known), now);
  const left = gone.get(copy.episode);
  return left && goneAlert(ws, left, readerOf(ws, copy, false, known), now);
}

/** As it was told: an edit calls nobody, so nobody is mentioned. */
function readerOf(ws: Workspace, copy: Copy, isQuiet: boolean, known: KnownCopies): CardReader {
  const { surface, rep, note, repeated, reader: email } = copy;
  const under = underOf(copy, isQuiet);
  const timeZone = zoneOf(ws, copy, known);
  return {
    surface,
    mayBeRepeated: repeated,
    ...(email?.includes('@') && { who: { workspace: ws.id, email } }),
    ...(timeZone !== undefined && { timeZone }),
    ...(under !== undefined && { under }),
    ...(rep !== undefined && { rep }),
    ...(note !== undefined && { note }),
  };
}

/** Absent where it is not known who reads it. */
function zoneOf(ws: Workspace, { surface, reader }: Copy, { readers, model }: KnownCopies): string | undefined {
  if (surface === 'channel') return ws.timeZone;
  return reader === undefined ? undefined : readerZone(readers.get(reader), ws, model);
}

/** False when it cannot be edited any more: deleted, too old. */
async function isEdited(
  parts: Parts,
  channel: Channel,
  message: Message,
  { place, message: id }: Copy,
): Promise<boolean> {
  try {
    await channel.update?.(message, { place, message: id });
    return true;
  } catch (error) {
    const failure = Failure.from(error);
    if (failure.kind !== 'permanent') throw failure;
    parts.tell('failed', `card: ${failure.message}`, { kind: failure.kind });
    return false;
  }
}
