import type { AppSettings, SlackConnection } from './appSettings.ts';
import type { Channel } from './channels/channel.ts';
import { mailChannel } from './channels/email/email.ts';
import { mailToLeads } from './channels/email/leadMail.ts';
import { openSmtp } from './channels/email/smtp.ts';
import { slackChannel } from './channels/slack/slack.ts';
import { teamsChannel } from './channels/teams/teams.ts';
import { hookSecretOf } from './channels/webhook/secret.ts';
import { hookSender } from './channels/webhook/webhook.ts';
import { linkMaker } from './http/linkTokens.ts';
import type { Workspace } from './pipeline/parts.ts';
import { LINKS } from './secretPurposes.ts';
import { sealing, signing } from './sealing.ts';
import type { SlackTeams } from './slackTeams.ts';

export type Ways = Pick<Workspace, 'channels' | 'mail' | 'linkTo' | 'hooks'>;

/**
 * The ways to reach people, the one that reps read first, and those outside. What is not configured is absent; a Slack token and
 * a Teams address are of one team, so they are the configured workspace's alone.
 */
export function waysOut(
  settings: AppSettings,
  teams: SlackTeams | undefined,
  now: () => number,
): { of: (workspace: string) => Ways; close: () => Promise<void> } {
  const { mail, publicUrl } = settings;
  const smtp = mail && openSmtp({ url: mail.url });
  const publicHost = publicUrl === undefined ? {} : { publicHost: new URL(publicUrl).hostname };
  const posted = mail && smtp && { smtp, from: mail.from, now, ...publicHost };
  return {
    of: (workspace) => ({
      channels: channelsOf(settings, workspace, { teams, now, ...(posted && { mail: mailChannel(posted) }) }),
      ...(posted !== undefined && { mail: mailToLeads(posted) }),
      ...linksOut(settings, workspace, now),
    }),
    close: async () => smtp?.[Symbol.asyncDispose](),
  };
}

function channelsOf(
  settings: AppSettings,
  workspace: string,
  { teams, mail, now }: { teams: SlackTeams | undefined; mail?: Channel; now: () => number },
): Channel[] {
  const { slack, teamsUrl } = settings;
  const isConfigured = workspace === settings.workspace.id;
  const hasSlack = slack !== undefined && teams !== undefined && (isConfigured || slack.token === undefined);
  return [
    ...(hasSlack ? [slackOf(slack, teams, { ...settings, workspace: { id: workspace } }, now)] : []),
    ...(mail === undefined ? [] : [mail]),
    ...(teamsUrl !== undefined && isConfigured ? [teamsChannel({ url: teamsUrl, now })] : []),
  ];
}

function linksOut(
  { secretKey, publicUrl, hooksToPrivate = false }: AppSettings,
  workspace: string,
  now: () => number,
): Pick<Ways, 'linkTo' | 'hooks'> {
  if (secretKey === undefined) return {};
  const { open } = sealing(secretKey);
  const about = hookSecretOf(workspace);
  return {
    ...(publicUrl !== undefined && { linkTo: linkMaker({ signing: signing(secretKey, LINKS), publicUrl, now }) }),
    hooks: hookSender({ now, allowPrivate: hooksToPrivate, open: (kept: string) => open(kept, about) }),
  };
}

function slackOf(
  slack: SlackConnection,
  teams: SlackTeams,
  { tell, workspace }: Pick<AppSettings, 'tell'> & { workspace: { id: string } },
  now: () => number,
): Channel {
  return slackChannel({
    token: () => teams.tokenFor(workspace.id),
    now,
    shared: { kind: 'channel', id: slack.channel },
    onRefusedCard: ({ message }) => tell('failed', `alert: went out as plain text, because ${message}`),
    onInstallationDead: (code) => teams.died(workspace.id, code),
    onAlive: () => teams.worked(workspace.id),
    ...(slack.apiUrl !== undefined && { apiUrl: slack.apiUrl }),
  });
}
