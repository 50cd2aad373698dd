import { Router } from 'express';
import type { AppSettings } from './appSettings.ts';
import type { Answers } from './channels/answers.ts';
import { slackApp, type SlackApp } from './channels/slack/app.ts';
import { addressProblem } from './channels/webhook/address.ts';
import { hookSecretOf, newHookSecret } from './channels/webhook/secret.ts';
import { hookRoutes } from './http/hooks.ts';
import { linkRoutes } from './http/links.ts';
import { hookDesk } from './pipeline/hookDesk.ts';
import { LINKS } from './secretPurposes.ts';
import { sealing, signing } from './sealing.ts';
import type { SlackTeams } from './slackTeams.ts';
import { workspaceOfKey } from './store/apiKeys.ts';
import type { Db } from './store/db.ts';
import type { Store } from './store/store.ts';

type Inside = {
  db: Db;
  store: Store;
  answers: Answers;
  teams: SlackTeams | undefined;
  wakeHooks: (workspace: string, steps: string[]) => Promise<void>;
  now: () => number;
  newId: () => string;
};

export type Doors = { routers: Router[]; start(): Promise<void>; close(): Promise<void> };

/** Where people and programs outside come in: what is pressed in Slack, links in mails, subscriptions to webhooks. */
export function openDoors(settings: AppSettings, inside: Inside): Doors {
  const slack = pressesOf(settings, inside);
  const routers = [slack?.router, installRoutes(inside.teams), linksOf(settings, inside), hooksOf(settings, inside)];
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
