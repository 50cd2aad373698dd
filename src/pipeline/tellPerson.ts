import type { Channel, Message, Place, Posted } from '../channels/channel.ts';
import { Failure } from '../failure.ts';
import type { Workspace } from './parts.ts';

/** Somebody of the team. `thread`: under what it may go, in that channel. */
export type Told = {
  email: string;
  chatId?: string;
  thread?: { channel: string; place: string; message: string };
};

/** Where a message went; `thread` where it went under another. */
export type ToldIn = { channel: Channel['kind']; posted: Posted; thread?: string };

/**
 * Posts to the first channel that knows the person and takes it; undefined when none knows them. NOT safe twice. Throws a Failure:
 * a passing one of the first channel that knows them, since what can wait must not come twice, else the last lasting one.
 */
export async function tellPerson(
  { channels }: Pick<Workspace, 'channels'>,
  person: Told,
  message: Message,
): Promise<ToldIn | undefined> {
  let refused: Failure | undefined;
  for (const channel of channels) {
    try {
      const place = await placeOf(channel, person);
      if (place === undefined) continue;
      const posted = await channel.post(message, place);
      return { channel: channel.kind, posted, ...(place.thread !== undefined && { thread: place.thread }) };
    } catch (error) {
      refused = Failure.from(error);
      if (refused.kind !== 'permanent' || refused.outcomeUnknown) throw refused;
    }
  }
  if (refused !== undefined) throw refused;
  return undefined;
}

async function placeOf(channel: Channel, { email, chatId, thread }: Told): Promise<Place | undefined> {
  if (thread?.channel === channel.kind && channel.update !== undefined)
    return { kind: 'person', id: thread.place, thread: thread.message };
  const id = channel.kind === 'slack' && chatId !== undefined ? chatId : await channel.findPerson(email);
  return id === undefined ? undefined : { kind: 'person', id };
}
