import { Router } from 'express';
import type { AppSettings } from './appSettings.ts';
import type { Answers } from './channels/answers.ts';
import { slackApp, type SlackApp } from './channels/slack/app.ts';
import { addressProblem } from './channels/webhook/address.ts';
import { hookSecretOf, newHookSecret } from './channels/webhook/secret.ts';
import { showHelp } from './http/hubspot/helpPage.ts';
import { signedRequests } from './crm/hubspot/signed-request.ts';
import { hookRoutes } from './http/hooks.ts';
import { embeddedRoutes } from './http/hubspot/embeddedRoutes.ts';
import { linkRoutes } from './http/links.ts';
import type { HubspotPortals } from './hubspotPortals.ts';
import type { Actions } from './pipeline/actions.ts';
import { embeddedOf, type MayChange } from './pipeline/embedded/embedded.ts';
import { hookDesk } from './pipeline/hookDesk.ts';
import type { Parts } from './pipeline/parts.ts';
import { LINKS } from './secretPurposes.ts';
import { sealing, signing } from './sealing.ts';
import type { SalesforceOrgs } from './salesforceOrgs.ts';
import type { SlackTeams } from './slackTeams.ts';
import { workspaceOfKey } from './store/apiKeys.ts';
import type { Db } from './store/db.ts';
import type { Store } from './store/store.ts';

type Inside = {
  db: Db;
  store: Store;
  parts: Parts;
  answers: Answers;
  actions: Actions;
  teams: SlackTeams | undefined;
  portals: HubspotPortals | undefined;
  orgs: SalesforceOrgs | undefined;
  wakeHooks: (workspace: string, steps: string[]) => Promise<void>;
  now: () => number;
  newId: () => string;
};

export type Doors = { routers: Router[]; start(): Promise<void>; close(): Promise<void> };

/** Where people and programs outside come in: what is pressed in Slack, links in mails, subscriptions to webhooks. */
export function openDoors(settings: AppSettings, inside: Inside): Doors {
  const slack = pressesOf(settings, inside);
  const routers = [
    slack?.router,
    installRoutes(inside.teams),
    portalRoutes(inside.portals),
    orgRoutes(inside.orgs),
    helpRoute(settings),
    embeddedIn(settings, inside),
    linksOf(settings, inside),
    hooksOf(settings, inside),
  ];
  return {
    routers: routers.filter((router) => router !== undefined),
    start: async () => slack?.app.start(),
    close: async () => slack?.app.close(),
  };
}

function pressesOf(
  { slack, tell }: AppSettings,
  { teams, answers, now }: Inside,
): { app: SlackApp; router?: Router } | undefined {
  const { signingSecret, appToken, apiUrl } = slack ?? {};
  if (teams === undefined || (signingSecret ?? appToken) === undefined) return undefined;
  const transport =
    appToken === undefined
      ? { kind: 'http' as const, signingSecret: signingSecret ?? '' }
      : { kind: 'socket' as const, appToken };
  const onRevoked = (team: string, why: string) => teams.onRevoked(team, why);
  const app = slackApp({ answers, teams, transport, now, tell, onRevoked, ...(apiUrl !== undefined && { apiUrl }) });
  return { app, ...(app.router && { router: Router().use('/slack', app.router) }) };
}

function installRoutes(teams: SlackTeams | undefined): Router | undefined {
  const install = teams?.install;
  if (install === undefined) return undefined;
  const router = Router();
  router.get('/slack/install', (request, response) => install.install(request, response));
  router.get('/slack/oauth_redirect', (request, response) => install.redirect(request, response));
  return router;
}

function portalRoutes(portals: HubspotPortals | undefined): Router | undefined {
  if (portals === undefined) return undefined;
  const router = Router();
  router.get('/hubspot/install', (request, response) => portals.install.install(request, response));
  router.get('/hubspot/oauth/callback', (request, response) => portals.install.callback(request, response));
  return router;
}

function orgRoutes(orgs: SalesforceOrgs | undefined): Router | undefined {
  const connect = orgs?.connect;
  if (connect === undefined) return undefined;
  const router = Router();
  router.get('/salesforce/install', (request, response) => connect.install(request, response));
  router.get('/oauth/salesforce/callback', (request, response) => connect.callback(request, response));
  return router;
}

/** Where the app's help links lead. */
function helpRoute({ hubspot }: AppSettings): Router | undefined {
  if (hubspot === undefined) return undefined;
  return Router().get('/hubspot/help', (_request, response) => showHelp(response));
}

/** What is shown inside HubSpot, where it can be proved that HubSpot asks. */
function embeddedIn(settings: AppSettings, inside: Inside): Router | undefined {
  const { hubspot, publicUrl, tell } = settings;
  if (hubspot?.clientSecret === undefined || publicUrl === undefined) return undefined;
  const { parts, answers, actions, store, now } = inside;
  return embeddedRoutes({
    verify: signedRequests({ clientSecret: hubspot.clientSecret, publicUrl }),
    workspaceOfPortal: (portal) => store.workspaceOf('hubspot', portal),
    embedded: embeddedOf(parts, answers, mayChangeBy(settings, inside)),
    actions,
    now,
    tell,
  });
}

/** Whoever installed the app, and those the configuration names. */
function mayChangeBy({ hubspot }: AppSettings, { portals, store }: Inside): MayChange {
  const admins = new Set(hubspot?.admins ?? []);
  return async ({ workspace, userId }) => {
    if ((await portals?.installer(workspace)) === userId) return true;
    if (admins.size === 0) return false;
    const reps = await store.together(workspace, (rows) => rows.repsOf('hubspot'));
    return reps.some((rep) => rep.userId === userId && admins.has(rep.email?.toLowerCase() ?? ''));
  };
}

function linksOf({ secretKey, tell }: AppSettings, { answers, now, newId }: Inside): Router | undefined {
  if (secretKey === undefined) return undefined;
  return linkRoutes({ signing: signing(secretKey, LINKS), answers, now, newId, tell });
}

function hooksOf({ secretKey, hooksToPrivate = false }: AppSettings, { db, store, now, wakeHooks }: Inside): Router {
  const sealed = secretKey === undefined ? undefined : sealing(secretKey);
  const desk = hookDesk({
    store,
    seal: sealed && ((workspace, secret) => sealed.seal(secret, hookSecretOf(workspace))),
    newSecret: newHookSecret,
    addressProblem: (url) => addressProblem(url, { allowPrivate: hooksToPrivate }),
    wake: wakeHooks,
    now,
  });
  return hookRoutes({ desk, workspaceOfKey: (hash) => db.acrossWorkspaces((tx) => workspaceOfKey(tx, hash)), now });
}
