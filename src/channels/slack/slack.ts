import { WebClient, type Logger, type LogLevel, type WebClientOptions } from '@slack/web-api';
import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Alert, Channel, Place, Posted } from '../channel.ts';
import { alertMessage, alertText, type CardBlock } from './card.ts';
import { slackFailure, troubleOf } from './failure.ts';
import { rememberPeople } from './people.ts';
import { slackFetch } from './transport.ts';

type Options = {
  /** The bot token. One channel for each workspace: nothing is shared between two. */
  token: string;
  /** Slack's own when left out. */
  apiUrl?: string;
  now: () => number;
  /** 10 s when left out. */
  timeoutMs?: number;
  /** Told of a card that Slack refused and that went out as plain text instead: somebody must mend the card. */
  onRefusedCard?: (failure: Failure) => void;
};

const postedAnswer = z.object({ channel: z.string().min(1), ts: z.string().min(1) });
const foundAnswer = z.object({
  user: z.object({
    id: z.string().min(1),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
  }),
});

/** Slack as a channel, by a bot token with `chat:write`, `chat:write.public`, `users:read` and `users:read.email`. */
export function slackChannel(options: Options): Channel {
  const client = new WebClient(options.token, clientOptions(options));
  const people = rememberPeople(options.now);

  async function findPerson(email: string): Promise<string | undefined> {
    const recalled = people.recall(email);
    if (recalled) return recalled.id;
    const id = await lookUp(email.trim());
    people.keep(email, id);
    return id;
  }

  async function lookUp(email: string): Promise<string | undefined> {
    try {
      const { user } = foundAnswer.parse(await client.users.lookupByEmail({ email }));
      return user.deleted || user.is_bot || user.is_stranger ? undefined : user.id;
    } catch (error) {
      const failure = slackFailure(error, { doing: 'looking up a rep by e-mail', writes: false, now: options.now() });
      if (failure.code === 'users_not_found' || failure.code === 'user_not_found') return undefined;
      throw failure;
    }
  }

  async function post(alert: Alert, place: Place): Promise<Posted> {
    const { text, blocks } = alertMessage(alert);
    try {
      return await postOnce(place, text, blocks);
    } catch (error) {
      const failure = Failure.from(error);
      if (troubleOf(failure.code) !== 'message') throw failure;
      // Refused means not posted, so this cannot be a second copy; a plain alert now beats a fine one later.
      const posted = await postOnce(place, alertText(alert));
      options.onRefusedCard?.(failure);
      return posted;
    }
  }

  async function postOnce(place: Place, text: string, blocks?: CardBlock[]): Promise<Posted> {
    const message = { channel: place.id, text, unfurl_links: false, unfurl_media: false };
    try {
      const answer = postedAnswer.parse(await client.chat.postMessage(blocks ? { ...message, blocks } : message));
      return { place: answer.channel, message: answer.ts };
    } catch (error) {
      const failure = slackFailure(error, {
        doing: `posting to ${place.kind} ${place.id}`,
        writes: true,
        now: options.now(),
      });
      if (place.kind === 'person' && failure.kind === 'permanent') people.forget(place.id);
      throw failure;
    }
  }

  return { kind: 'slack', findPerson, post };
}

// `headers` is never set: the client would write this workspace's token into it, for every other client given the same object.
function clientOptions({ apiUrl, timeoutMs = 10_000 }: Options): WebClientOptions {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    timeout: timeoutMs,
    // Retries are the queue's: the client's own would post twice.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: slackFetch,
    logger: silent,
  };
}

// What goes wrong is thrown as a Failure and logged once, by the job; the client's own log quotes whole answers.
const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  setName: () => undefined,
  getLevel: () => 'error' as LogLevel,
};
