import { setTimeout as delay } from 'node:timers/promises';
import type { AppSettings, HubspotConnection, SlackConnection } from './appSettings.ts';
import type { Channel } from './channels/channel.ts';
import { mailChannel } from './channels/email/email.ts';
import { mailToLeads } from './channels/email/leadMail.ts';
import { openSmtp } from './channels/email/smtp.ts';
import { slackChannel } from './channels/slack/slack.ts';
import { teamsChannel } from './channels/teams/teams.ts';
import { hookSecretOf } from './channels/webhook/secret.ts';
import { hookSender } from './channels/webhook/webhook.ts';
import type { Crm, TakeTurn } from './crm/crm.ts';
import { hubspotCrm } from './crm/hubspot/hubspot.ts';
import { Failure } from './failure.ts';
import { linkMaker } from './http/linkTokens.ts';
import type { Workspace } from './pipeline/parts.ts';
import { LINKS } from './secretPurposes.ts';
import { sealing, signing } from './sealing.ts';
import type { SlackTeams } from './slackTeams.ts';
import type { Db } from './store/db.ts';
import { takeCall } from './store/store.ts';

/** The CRM of a workspace, within the vendor's limits, which all processes share. */
export function crmOf(hubspot: HubspotConnection, db: Db, settings: AppSettings, now: () => number): Crm {
  return hubspotCrm({
    token: () => hubspot.token,
    portalId: hubspot.portalId,
    takeTurn: turnsOf(db, settings.workspace.id, hubspot.callsPer10Seconds, now),
    now,
    timeZone: settings.timeZone,
    ...(hubspot.apiUrl !== undefined && { baseUrl: hubspot.apiUrl }),
    ...(hubspot.csmProperty !== undefined && { csmProperty: hubspot.csmProperty }),
    ...(hubspot.uiUrl !== undefined && { uiBaseUrl: hubspot.uiUrl }),
  });
}

/**
 * HubSpot's limits as even turns: a burst, then a steady pace, which together stay under the plan's calls in any ten seconds.
 * Search: 5 a second for all apps of the portal, of which four are ours.
 */
function turnsOf(db: Db, workspace: string, callsPer10Seconds: number, now: () => number): TakeTurn {
  const most = Math.floor(callsPer10Seconds * 0.95);
  const burst = Math.floor(most / 6);
  const limits = { call: { everyMs: 10_000 / (most - burst), burst }, search: { everyMs: 250, burst: 1 } };
  return async (bucket) => {
    const call = { bucket: `hubspot:${bucket}`, limit: limits[bucket], now: now(), patienceMs: 5_000 };
    const wait = await takeCall(db, workspace, call);
    if (wait < 0) throw Failure.rateLimited(`hubspot: our own turn to ${bucket} is ${-wait} ms away`, now() - wait);
    if (wait > 0) await delay(wait);
  };
}

/** The ways to reach people, the one that reps read first, and those outside. What is not configured is absent. */
export function waysOut(
  settings: AppSettings,
  teams: SlackTeams | undefined,
  now: () => number,
): { ways: Pick<Workspace, 'channels' | 'mail' | 'linkTo' | 'hooks'>; close: () => Promise<void> } {
  const { slack, mail, teamsUrl, secretKey, publicUrl, hooksToPrivate = false } = settings;
  const channels: Channel[] = [];
  if (slack !== undefined && teams !== undefined) channels.push(slackOf(slack, teams, settings, now));
  const smtp = mail && openSmtp({ url: mail.url });
  const publicHost = publicUrl === undefined ? {} : { publicHost: new URL(publicUrl).hostname };
  const posted = mail && smtp && { smtp, from: mail.from, now, ...publicHost };
  if (posted !== undefined) channels.push(mailChannel(posted));
  if (teamsUrl !== undefined) channels.push(teamsChannel({ url: teamsUrl, now }));
  const linkTo =
    secretKey === undefined || publicUrl === undefined
      ? undefined
      : linkMaker({ signing: signing(secretKey, LINKS), publicUrl, now });
  const open = secretKey === undefined ? undefined : sealing(secretKey).open;
  const about = hookSecretOf(settings.workspace.id);
  const ways = {
    channels,
    ...(posted !== undefined && { mail: mailToLeads(posted) }),
    ...(linkTo !== undefined && { linkTo }),
    ...(open && {
      hooks: hookSender({ now, allowPrivate: hooksToPrivate, open: (kept: string) => open(kept, about) }),
    }),
  };
  return { ways, close: async () => smtp?.[Symbol.asyncDispose]() };
}

function slackOf(slack: SlackConnection, teams: SlackTeams, settings: AppSettings, now: () => number): Channel {
  const { tell, workspace } = settings;
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
