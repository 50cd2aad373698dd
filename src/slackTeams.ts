import type { AppSettings, SlackConnection } from './appSettings.ts';
import { type InstalledTeams, installedTeams } from './channels/slack/installedTeams.ts';
import { type SlackInstall, slackInstall } from './channels/slack/install.ts';
import { rememberInstallations } from './channels/slack/rememberInstallations.ts';
import { oneTeam } from './channels/slack/teams.ts';
import { keptInstallations } from './keptInstallations.ts';
import { sealing, signing } from './sealing.ts';
import { SLACK_INSTALL, SLACK_STATE } from './secretPurposes.ts';
import type { Db } from './store/db.ts';

/** The Slack teams of this installation, and the pages by which another installs the app. */
export type SlackTeams = InstalledTeams & { install?: SlackInstall };

/** By the one token that is configured, else by what is kept of those who installed the app. */
export function slackTeams(slack: SlackConnection, settings: AppSettings, db: Db, now: () => number): SlackTeams {
  const { token } = slack;
  return token === undefined ? byOauth(slack, settings, db, now) : byToken(token, slack, settings, now);
}

function byToken(token: string, slack: SlackConnection, settings: AppSettings, now: () => number): SlackTeams {
  const { workspace, tell } = settings;
  const nothing = async () => {};
  return {
    ...oneTeam({ token, workspace: workspace.id, now, ...apiOf(slack) }),
    tokenFor: async () => token,
    // Another token is for whoever runs this to set: until then every channel but Slack is used.
    died: async (_workspace, code) =>
      tell('failed', `slack: ${code}: alerts go another way until SLACK_BOT_TOKEN is renewed`),
    worked: nothing,
    onRevoked: nothing,
  };
}

function byOauth(slack: SlackConnection, settings: AppSettings, db: Db, now: () => number): SlackTeams {
  const { oauth } = slack;
  const { secretKey, publicUrl, tell } = settings;
  if (oauth === undefined || secretKey === undefined || publicUrl === undefined)
    throw new Error('Slack needs SLACK_BOT_TOKEN, or SLACK_CLIENT_ID with SECRET_KEY and PUBLIC_URL');
  const installations = rememberInstallations(keptInstallations(db, sealing(secretKey), now), now);
  const links = signing(secretKey, SLACK_INSTALL);
  const install = slackInstall({
    ...oauth,
    publicUrl,
    installations,
    workspaceOfLink: (to) => workspaceIn(links.read(to, now())),
    state: signing(secretKey, SLACK_STATE),
    now,
    tell,
    ...apiOf(slack),
  });
  const teams = installedTeams({ installations, refresh: (team) => install.refresh(team), now, ...apiOf(slack) });
  return { ...teams, install };
}

function workspaceIn(link: unknown): string | undefined {
  if (typeof link !== 'object' || link === null || !('workspace' in link)) return undefined;
  return typeof link.workspace === 'string' ? link.workspace : undefined;
}

function apiOf({ apiUrl }: SlackConnection): { apiUrl?: string } {
  return apiUrl === undefined ? {} : { apiUrl };
}
