import type { WebClient } from '@slack/web-api';
import type { DeskOptions } from './appDesk.ts';
import type { Block } from './blocks.ts';
import { escaped } from './text.ts';

const LONGEST = 2_000;

/** Bolt's answer to a `response_url`. Throws when Slack refuses: after 30 minutes, or five answers. */
export type Respond = (message: {
  response_type: 'ephemeral';
  replace_original: false;
  text: string;
  blocks?: Block[];
}) => Promise<unknown>;

export type Say = (text: string, blocks?: Block[]) => Promise<void>;

type Presser = {
  team: string;
  user: string;
  channel: string | undefined;
  client?: WebClient;
  respond?: Respond | undefined;
};

/**
 * How one presser is told something only they see: as the answer to their press, which works also where the app is no member;
 * else in the conversation; else as a direct message. Never throws: that it could not be said is told once.
 */
export function presserSays(presser: Presser, tell: DeskOptions['tell']): Say {
  const { team, user, channel, client, respond } = presser;
  return async (text, blocks) => {
    const said = { text: escaped(text, LONGEST), ...(blocks && { blocks }) };
    const ways = [
      respond && (() => respond({ response_type: 'ephemeral', replace_original: false, ...said })),
      client && channel && (() => client.chat.postEphemeral({ channel, user, ...said })),
      client && user && (() => client.chat.postMessage({ channel: user, ...said, ...quietly })),
    ].filter((way) => typeof way === 'function');
    if (!(await firstThatWorks(ways))) tell('failed', 'slack: an answer to a press reached nobody', { team });
  };
}

const quietly = { unfurl_links: false, unfurl_media: false };

async function firstThatWorks(ways: (() => Promise<unknown>)[]): Promise<boolean> {
  for (const way of ways) {
    const works = await way().then(
      () => true,
      () => false,
    );
    if (works) return true;
  }
  return false;
}
