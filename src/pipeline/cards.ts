import type { Channel, Message } from '../channels/channel.ts';
import { Failure } from '../failure.ts';
import type { Copy } from '../store/cards.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import type { Reader } from '../store/readers.ts';
import type { Settlement, Step } from '../store/steps.ts';
import { alertOf, type CardReader } from './alertCard.ts';
import type { Parts, Workspace } from './parts.ts';
import type { Model } from '../domain/model.ts';
import { again, done, failed } from './settling.ts';
import { underOf } from './threads.ts';
import { shownOf } from './told.ts';

type Known = { subjects: Map<string, AlertSubject>; readers: Map<string, Reader>; model: Model };
type Edited = { id: string; shown: string; settled: boolean };

/**
 * Makes every copy of the alerts of claimed steps show what is: card, thread, channel and roll-up alike, without a sound. Safe
 * twice. What happens meanwhile is shown by another round.
 */
export async function editClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const { store, now } = parts;
  const episodes = [...new Set(steps.map(({ subject }) => subject))];
  const { copies, known } = await store.together(ws.id, async (rows) => {
    const found = await rows.copiesOf(episodes, now());
    const all = [...new Set([...episodes, ...found.map(({ episode }) => episode)])];
    return {
      copies: found,
      known: {
        subjects: new Map((await rows.alertSubjects(all, ws.crm.kind)).map((each) => [each.episode, each])),
        readers: await rows.readersOf(
          found.flatMap(({ reader, surface }) => (surface === 'channel' ? [] : (reader ?? []))),
        ),
        model: (await ws.deciding(rows)).model,
      },
    };
  });
  const messages = [...Map.groupBy(copies, ({ channel, place, message }) => `${channel} ${place} ${message}`).values()];
  const edited: Edited[] = [];
  const failures = new Map<string, Failure>();
  for (const message of messages) {
    await editOne(parts, ws, message, known)
      .then((those) => edited.push(...those))
      .catch((error: unknown) => {
        const failure = Failure.from(error);
        for (const { episode } of message) failures.set(episode, failure);
        parts.tell('failed', `card: ${failure.message}`, { kind: failure.kind });
      });
  }
  await store.together(ws.id, async (rows) => {
    await rows.saveShown(edited, now());
    const seqs = await rows.cardSeqs(episodes);
    const settlements = steps.map((step) => settlementOf(parts, step, { failures, seqs, subjects: known.subjects }));
    await rows.settleSteps(settlements, now());
  });
}

function settlementOf(
  parts: Parts,
  step: Step,
  {
    failures,
    seqs,
    subjects,
  }: { failures: Map<string, Failure>; seqs: Map<string, number>; subjects: Map<string, AlertSubject> },
): Settlement {
  const failure = failures.get(step.subject);
  // A card that cannot be edited holds nothing up: its next change tries again.
  if (failure !== undefined) return failed(parts, step, failure, false);
  const isNewer = (seqs.get(step.subject) ?? 0) > (subjects.get(step.subject)?.cardSeq ?? 0);
  return isNewer ? again(step, parts.now()) : done(step, {});
}

/** One message with all the alerts it holds. Answers what its copies show now. */
async function editOne(
  parts: Parts,
  ws: Workspace,
  copies: Copy[],
  { subjects, readers, model }: Known,
): Promise<Edited[]> {
  const [first] = copies;
  const channel = ws.channels.find(({ kind }) => kind === first?.channel);
  if (first === undefined || channel?.update === undefined) return [];
  const now = parts.now();
  const shows = copies.flatMap((copy) => {
    const subject = subjects.get(copy.episode);
    if (subject === undefined) return [];
    const reader = readerOf(ws, copy, subject, readers);
    return [{ copy, alert: alertOf(ws, model, subject, reader, now) }];
  });
  const edited = shows.map(({ copy, alert }) => ({ id: copy.id, shown: shownOf(alert), settled: false }));
  if (shows.every(({ copy, alert }) => copy.shown === shownOf(alert))) return [];
  const alerts = shows.map(({ alert }) => alert);
  const [alert] = alerts;
  if (alert === undefined) return [];
  const { surface, timeZone, mayBeRepeated } = alert;
  const message: Message =
    copies.length === 1 ? { kind: 'alert', alert } : { kind: 'rollup', alerts, surface, timeZone, mayBeRepeated, now };
  return (await isEdited(parts, channel, message, first)) ? edited : edited.map((each) => ({ ...each, settled: true }));
}

/** As it was told: an edit calls nobody, so nobody is mentioned. */
function readerOf(ws: Workspace, copy: Copy, { quiet }: AlertSubject, readers: Known['readers']): CardReader {
  const { surface, rep, note, repeated, reader: email } = copy;
  const under = underOf(copy, quiet);
  const timeZone = surface === 'channel' ? ws.timeZone : readers.get(email ?? '')?.timeZone;
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
