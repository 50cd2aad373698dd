import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Channel, Message, Place, Posted } from '../channel.ts';
import { type CallOptions, slackCalls } from './calls.ts';
import { THREADLESS, troubleOf } from './failure.ts';
import { slackMembers } from './members.ts';
import type { SlackMessage } from './blocks.ts';
import { plainText, shaped } from './shaped.ts';
import { statusReader } from './statuses.ts';

export type SlackOptions = CallOptions & {
  /** Where goes what no single rep gets. */
  shared?: Place;
  /** Told of a card that Slack refused and that went out as plain text instead: somebody must mend the card. */
  onRefusedCard?: (failure: Failure) => void;
};

/** What is sent: without blocks it is the plain text. */
type Content = Pick<SlackMessage, 'text'> & Partial<SlackMessage>;

const postedAnswer = z.object({ channel: z.string().min(1), ts: z.string().min(1) });

/**
 * Slack as a channel, by a bot token with `chat:write`, `chat:write.public`, `users:read`, `users:read.email`,
 * `users.profile:read` and, if people allow it, `dnd:read`.
 */
export function slackChannel(options: SlackOptions): Channel {
  const calls = slackCalls(options);
  const { findPerson, meet, whyUnknown, forget } = slackMembers(calls, options.now);

  async function post(message: Message, place: Place): Promise<Posted> {
    try {
      return await inPlainTextIfRefused(message, (content) => postOnce(place, content));
    } catch (error) {
      const { kind, code = '' } = Failure.from(error);
      if (place.kind === 'person' && kind === 'permanent') forget(place.id);
      if (place.thread === undefined || !THREADLESS.has(code)) throw error;
      // Nothing was posted: beside the thread is better than not at all.
      return post(message, { kind: place.kind, id: place.id });
    }
  }

  async function update(message: Message, posted: Posted): Promise<void> {
    await inPlainTextIfRefused(message, (content) => updateOnce(posted, content));
  }

  /** Refused means that nothing happened, so this cannot be a second copy; a plain message now beats a fine one later. */
  async function inPlainTextIfRefused<T>(message: Message, send: (content: Content) => Promise<T>): Promise<T> {
    try {
      return await send(shaped(message));
    } catch (error) {
      const failure = Failure.from(error);
      if (troubleOf(failure.code) !== 'message') throw failure;
      const sent = await send({ text: plainText(message) });
      options.onRefusedCard?.(failure);
      return sent;
    }
  }

  function postOnce({ kind, id, thread }: Place, { text, blocks }: Content): Promise<Posted> {
    const message = { channel: id, text, unfurl_links: false, unfurl_media: false };
    // Of a thread somebody sees nothing in the conversation itself: reply_broadcast, docs.slack.dev/reference/methods/chat.postMessage.
    const under =
      thread === undefined ? {} : { thread_ts: thread, ...(kind === 'person' && { reply_broadcast: true }) };
    return calls({ doing: `posting to ${kind} ${id}`, writes: true }, async (client) => {
      const whole = blocks ? { ...message, ...under, blocks } : { ...message, ...under };
      const { channel, ts } = postedAnswer.parse(await client.chat.postMessage(whole));
      return { place: channel, message: ts };
    });
  }

  async function updateOnce({ place, message }: Posted, { text, blocks = [] }: Content): Promise<void> {
    await calls({ doing: `changing a message in ${place}`, writes: false }, (client) =>
      client.chat.update({ channel: place, ts: message, text, blocks }),
    );
  }

  return {
    kind: 'slack',
    ...(options.shared !== undefined && { shared: options.shared }),
    findPerson,
    whyUnknown,
    meet,
    post,
    update,
    readStatuses: statusReader(calls, options.now),
  };
}
