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
const member = z.object({
  id: z.string().min(1),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
});
const foundAnswer = z.object({ user: member });
const listAnswer = z.object({
  members: z.array(member.extend({ profile: z.object({ email: z.string().optional() }).optional() })),
});

/** From so many unknown people on, the list of all members is fewer calls than asking for each (50 a minute). */
const WORTH_A_LIST = 10;
/** Slack allows 20 pages a minute. */
const MOST_PAGES = 15;

/** Slack as a channel, by a bot token with `chat:write`, `chat:write.public`, `users:read` and `users:read.email`. */
export function slackChannel(options: Options): Channel {
  const client = new WebClient(options.token, clientOptions(options));
  const people = rememberPeople(options.now);
  const asking = new Map<string, Promise<string | undefined>>();

  async function findPerson(email: string): Promise<string | undefined> {
    const recalled = people.recall(email);
    if (recalled) return recalled.id;
    // A burst of alerts for one rep asks once.
    const asked = asking.get(email) ?? lookUp(email.trim()).finally(() => asking.delete(email));
    asking.set(email, asked);
    const id = await asked;
    people.keep(email, id);
    return id;
  }

  async function meet(emails: string[]): Promise<void> {
    const strangers = emails.filter((email) => !people.recall(email));
    if (strangers.length < WORTH_A_LIST) return;
    const { ids, complete } = await listIds().catch((error: unknown) => {
      throw slackFailure(error, { doing: 'listing the members', writes: false, now: options.now() });
    });
    for (const email of strangers) {
      const id = ids.get(email.trim().toLowerCase());
      if (complete || id !== undefined) people.keep(email, id);
    }
  }

  /** People's ids by e-mail, 200 a page as Slack asks; of a very large workspace the first MOST_PAGES only. */
  async function listIds(): Promise<{ ids: Map<string, string>; complete: boolean }> {
    const ids = new Map<string, string>();
    let pages = 0;
    for await (const page of client.paginate('users.list', { limit: 200 })) {
      for (const { id, profile, ...user } of listAnswer.parse(page).members) {
        if (profile?.email !== undefined && isPerson(user)) ids.set(profile.email.toLowerCase(), id);
      }
      pages += 1;
      if (pages === MOST_PAGES) return { ids, complete: false };
    }
    return { ids, complete: true };
  }

  async function lookUp(email: string): Promise<string | undefined> {
    try {
      const { user } = foundAnswer.parse(await client.users.lookupByEmail({ email }));
      return isPerson(user) ? user.id : undefined;
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

  return { kind: 'slack', findPerson, meet, post };
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

function isPerson({ deleted, is_bot, is_stranger }: Omit<z.infer<typeof member>, 'id'>): boolean {
  return !deleted && !is_bot && !is_stranger;
}
