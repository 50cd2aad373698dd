import type { AppSettings, SlackConnection } from './appSettings.ts';
import { type InstalledTeams, installedTeams } from './channels/slack/installedTeams.ts';
import { type SlackInstall, slackInstall } from './channels/slack/install.ts';
import { rememberInstallations } from './channels/slack/rememberInstallations.ts';
import { oneTeam } from './channels/slack/teams.ts';
import { keptInstallations } from './keptInstallations.ts';
import { sealing, signing } from './sealing.ts';
import { SLACK_STATE } from './secretPurposes.ts';
import { workspaceOfLink } from './installLink.ts';
import type { Db } from './store/db.ts';

/** The Slack teams of this installation, and the pages by which another installs the app. */
export type SlackTeams = InstalledTeams & {
  install?: SlackInstall;
  /** Why nothing goes out by Slack, in a sentence without personal data; undefined when it does. */
  trouble(): Promise<string | undefined>;
};

/** By the one token that is configured, else by what is kept of those who installed the app. */
export function slackTeams(slack: SlackConnection, settings: AppSettings, db: Db, now: () => number): SlackTeams {
  const { token } = slack;
  return token === undefined ? byOauth(slack, settings, db, now) : byToken(token, slack, settings, now);
}

function byToken(token: string, slack: SlackConnection, settings: AppSettings, now: () => number): SlackTeams {
  const { workspace, tell } = settings;
  let refusedWith: string | undefined;
  return {
    ...oneTeam({ token, workspace: workspace.id, now, ...apiOf(slack) }),
    tokenFor: async () => token,
    // Another token is for whoever runs this to set, and a start for it to be read: nothing of it is kept.
    async died(_workspace, code) {
      refusedWith = code;
      tell('failed', `slack: ${code}: ${meanwhile(settings)} until SLACK_BOT_TOKEN is renewed`);
    },
    worked: async () => {
      refusedWith = undefined;
    },
    // The next call finds out by itself.
    onRevoked: async () => {},
    trouble: async () =>
      refusedWith && `slack: it refuses SLACK_BOT_TOKEN (${refusedWith}): ${meanwhile(settings)} until it is renewed`,
  };
}

function byOauth(slack: SlackConnection, settings: AppSettings, db: Db, now: () => number): SlackTeams {
  const { oauth } = slack;
  const { secretKey, publicUrl, tell, workspace } = settings;
  if (oauth === undefined || secretKey === undefined || publicUrl === undefined)
    throw new Error('Slack needs SLACK_BOT_TOKEN, or SLACK_CLIENT_ID with SECRET_KEY and PUBLIC_URL');
  const installations = rememberInstallations(keptInstallations(db, sealing(secretKey), now), now);
  const install = slackInstall({
    ...oauth,
    publicUrl,
    installations,
    workspaceOfLink: (to) => workspaceOfLink('slack', secretKey, to, now()),
    state: signing(secretKey, SLACK_STATE),
    now,
    tell,
    ...apiOf(slack),
  });
  const teams = installedTeams({ installations, refresh: (team) => install.refresh(team), now, ...apiOf(slack) });
  const later = `${meanwhile(settings)} until somebody opens the link of \`hot-lead slack install\``;
  return {
    ...teams,
    install,
    async trouble() {
      try {
        const installed = await installations.ofWorkspace(workspace.id);
        if (installed === undefined) return `slack: the app is not installed: ${later}`;
        return installed.revoked && `slack: the app is installed no more (${installed.revoked}): ${later}`;
      } catch (error) {
        return `slack: ${(error as Error).message}`;
      }
    },
  };
}

function meanwhile({ mail }: AppSettings): string {
  return mail === undefined ? 'alerts wait' : 'alerts go by e-mail';
}

function apiOf({ apiUrl }: SlackConnection): { apiUrl?: string } {
  return apiUrl === undefined ? {} : { apiUrl };
}
