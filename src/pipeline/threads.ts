import type { Alert, Channel, Place } from '../channels/channel.ts';
import type { AlertSubject, Root } from '../store/deliveries.ts';
import type { Reader } from '../store/readers.ts';
import type { Step } from '../store/steps.ts';
import { payloadOf } from './told.ts';

/** Where a message goes, and what it says beside what every card says. */
type Stands = { place: Place; note?: string; under?: Alert['under'] };

/**
 * A reminder stands under the first alert, and so does the quiet news of somebody who was hot before, and the alert of a colleague
 * of theirs; where the channel has threads, and the reader was told there.
 */
export function inThread(
  place: Place,
  channel: Pick<Channel, 'kind' | 'update'>,
  step: Step,
  reader: string,
  { roots, subjects }: { roots: Root[]; subjects: Map<string, Pick<AlertSubject, 'quiet'>> },
): Stands {
  const { episode, note } = payloadOf(step);
  const alone = { place, ...(note !== undefined && { note }) };
  const root = rootFor(roots, episode, channel.kind, reader);
  if (root === undefined || channel.update === undefined) return alone;
  // A new round is news as the first was.
  if (root.of === 'alert' && note === undefined && !root.isOfRound) return alone;
  // Whoever is told why they hear of it has to see all of it at least once.
  if (root.of !== 'alert' && note !== undefined) return alone;
  const said = root.of === 'alert' ? (note ?? 'It is yours now.') : undefined;
  const thread = root.message;
  const under = underOf({ thread, note: said }, subjects.get(episode)?.quiet === true);
  return {
    place: { ...place, id: root.place, thread },
    ...(said !== undefined && { note: said }),
    ...(under && { under }),
  };
}

/** Where this reader was told of it in this channel before. */
export function rootFor(roots: Root[], episode: string, channel: string, reader: string): Root | undefined {
  return roots.find((root) => root.episode === episode && root.channel === channel && root.reader === reader);
}

/** What a copy was when it was posted: only a reminder has a note in a thread, and only who is hot again is told quietly. */
export function underOf(
  { thread, note }: { thread?: string; note?: string | undefined },
  quiet: boolean,
): Alert['under'] {
  if (thread === undefined) return undefined;
  if (note !== undefined) return 'alert';
  return quiet ? 'earlier' : 'colleague';
}

/** These people's ids in a chat whose messages can call somebody; whoever is not known there is left out. Asks no chat twice. */
export async function idsIn(
  channel: Channel,
  emails: readonly string[],
  readers: ReadonlyMap<string, Reader>,
): Promise<string[]> {
  if (channel.kind !== 'slack') return [];
  const ids = emails.map(
    async (email) => readers.get(email.toLowerCase())?.chatId ?? (await channel.findPerson(email)),
  );
  // An alarm goes out, whoever can be called by it.
  const found = await Promise.all(ids.map((id) => id.catch(() => undefined)));
  return [...new Set(found.flatMap((id) => id ?? []))];
}
