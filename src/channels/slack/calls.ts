import { WebClient } from '@slack/web-api';
import { Failure } from '../../failure.ts';
import { slackClientOptions, type ClientOptions } from './client.ts';
import { isDead, slackFailure } from './failure.ts';

export type CallOptions = ClientOptions & {
  /** The bot token as it is now; undefined: the app is not installed. Asked before each call, so keep it quick. */
  token: () => Promise<string | undefined>;
  now: () => number;
  /** Slack says that this installation is over (`token_revoked`, `account_inactive` ...); once for each token. Must not throw. */
  onInstallationDead?: (code: string) => void | Promise<void>;
  /** Slack answers by this token: at the first answer, and at the first one after it was dead. Must not throw. */
  onAlive?: () => void | Promise<void>;
};

/** One call: `doing` names it without personal data ("posting to U2"); `writes` when twice is not once. */
type Attempt = { doing: string; writes: boolean };

export type SlackCalls = <T>(attempt: Attempt, ask: (client: WebClient) => Promise<T>) => Promise<T>;

/**
 * Makes calls as one workspace's bot. Everything that goes wrong is thrown as a Failure; nothing is tried twice. A new token is
 * a new client: nothing is shared between two.
 */
export function slackCalls(options: CallOptions): SlackCalls {
  let current: { token: string; client: WebClient; alive?: boolean } | undefined;

  async function connect(doing: string) {
    const token = await options.token();
    if (token === undefined) {
      const message = `slack: is not installed, so no ${doing}: install the app, or set SLACK_BOT_TOKEN`;
      throw Failure.blocked(message, { code: 'not_installed' });
    }
    if (current?.token !== token) current = { token, client: new WebClient(token, slackClientOptions(options)) };
    return current;
  }

  return async (attempt, ask) => {
    const used = await connect(attempt.doing);
    try {
      const answer = await ask(used.client);
      if (used.alive !== true) {
        used.alive = true;
        await options.onAlive?.();
      }
      return answer;
    } catch (error) {
      const failure = slackFailure(error, { ...attempt, now: options.now() });
      if (isDead(failure.code) && used.alive !== false) {
        used.alive = false;
        await options.onInstallationDead?.(failure.code);
      }
      throw failure;
    }
  };
}
