import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { slackClientOptions, type ClientOptions } from './client.ts';
import { slackFailure } from './failure.ts';

/** Which Slack team is which workspace, and by which bot token it is answered. Both are asked at every press: keep them quick. */
export type Teams = {
  /** Our workspace; undefined when the team has not installed the app, or not any more. */
  workspaceOf(teamId: string): Promise<string | undefined>;
  tokenOf(teamId: string): Promise<string | undefined>;
};

const whoAmI = z.object({ team_id: z.string().min(1) });

/**
 * The one team of a pasted bot token. Slack is asked once which team that is, at the first need; after a failure, at the next.
 * Throws a Failure while Slack does not say.
 */
export function oneTeam(options: ClientOptions & { token: string; workspace: string; now: () => number }): Teams {
  const { token, workspace, now } = options;
  let asked: Promise<string> | undefined;

  async function ask(): Promise<string> {
    try {
      const client = new WebClient(token, slackClientOptions(options));
      return whoAmI.parse(await client.auth.test()).team_id;
    } catch (error) {
      asked = undefined;
      throw slackFailure(error, { doing: 'asking whose token this is', writes: false, now: now() });
    }
  }

  async function ifOurs<T>(teamId: string, answer: T): Promise<T | undefined> {
    asked ??= ask();
    return (await asked) === teamId ? answer : undefined;
  }

  return {
    workspaceOf: (teamId) => ifOurs(teamId, workspace),
    tokenOf: (teamId) => ifOurs(teamId, token),
  };
}
