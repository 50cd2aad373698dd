import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { slackClientOptions, type ClientOptions } from './client.ts';
import { isDead, slackFailure } from './failure.ts';
import type { Installed } from './installations.ts';
import type { RememberedInstallations } from './rememberInstallations.ts';
import type { Teams } from './teams.ts';

export type InstalledTeamsOptions = ClientOptions & {
  installations: RememberedInstallations;
  /** The bot token of a team whose tokens rotate. */
  refresh: (team: string) => Promise<string | undefined>;
  now: () => number;
};

/** The teams that installed the app, as kept. All but `workspaceOf` and `tokenOf` throw what Slack or the store throws. */
export type InstalledTeams = Teams & {
  /** The bot token by which a workspace's messages go out; undefined when it has no team. */
  tokenFor(workspace: string): Promise<string | undefined>;
  /** Slack refused a workspace's token with this code: its installation is over until a call works again. */
  died(workspace: string, code: string): Promise<void>;
  /** A call of this workspace worked. */
  worked(workspace: string): Promise<void>;
  /** Slack says that a team removed the app. It is asked first: the word may be older than a new installation. */
  onRevoked(team: string, why: string): Promise<void>;
};

/** Slack's tokens of 12 hours are refreshed when so little is left, as Slack's own library does. */
const REFRESH_BEFORE_MS = 2 * 3_600_000;

const REMOVED = 'removed in Slack';
const contentShape = z.object({
  bot: z.object({
    token: z.string().min(1),
    refreshToken: z.string().optional(),
    /** Epoch seconds. */
    expiresAt: z.number().optional(),
  }),
});

/** Teams by what is kept of them. */
export function installedTeams(options: InstalledTeamsOptions): InstalledTeams {
  const { installations, now } = options;
  const ofTeam = async (team: string) => unlessRemoved(await installations.ofTeam(team));
  const ofWorkspace = async (workspace: string) => unlessRemoved(await installations.ofWorkspace(workspace));

  async function tokenOf(installed: Installed | undefined): Promise<string | undefined> {
    if (installed === undefined) return undefined;
    const { token, refreshToken, expiresAt = Infinity } = contentShape.parse(JSON.parse(installed.content)).bot;
    if (refreshToken === undefined || expiresAt * 1_000 - now() > REFRESH_BEFORE_MS) return token;
    return refreshOnce(installed.team);
  }

  const refreshing = new Map<string, Promise<string | undefined>>();
  function refreshOnce(team: string): Promise<string | undefined> {
    const underWay = refreshing.get(team);
    if (underWay) return underWay;
    const asked = options.refresh(team).finally(() => refreshing.delete(team));
    refreshing.set(team, asked);
    return asked;
  }

  return {
    workspaceOf: async (team) => (await ofTeam(team))?.workspace,
    tokenOf: async (team) => tokenOf(await ofTeam(team)),
    tokenFor: async (workspace) => tokenOf(await ofWorkspace(workspace)),
    async died(workspace, code) {
      const installed = await ofWorkspace(workspace);
      if (installed !== undefined) await installations.revoke(installed.team, code);
    },
    async worked(workspace) {
      const installed = await ofWorkspace(workspace);
      if (installed?.revoked !== undefined) await installations.revive(installed);
    },
    async onRevoked(team, why) {
      installations.forget();
      const installed = await ofTeam(team);
      if (installed === undefined) return;
      const state = await stateOf(await tokenOf(installed), options);
      if (state === 'dead') await installations.revoke(team, REMOVED);
      else if (state === 'unknown') await installations.revoke(team, why);
    },
  };
}

function unlessRemoved(installed: Installed | undefined): Installed | undefined {
  return installed?.revoked === REMOVED ? undefined : installed;
}

/** Whether Slack still knows a token; `unknown` while it does not answer. */
async function stateOf(
  token: string | undefined,
  options: InstalledTeamsOptions,
): Promise<'alive' | 'dead' | 'unknown'> {
  if (token === undefined) return 'dead';
  try {
    await new WebClient(token, slackClientOptions(options)).auth.test();
    return 'alive';
  } catch (error) {
    const failure = slackFailure(error, { doing: 'asking whose token this is', writes: false, now: options.now() });
    return isDead(failure.code) ? 'dead' : 'unknown';
  }
}
