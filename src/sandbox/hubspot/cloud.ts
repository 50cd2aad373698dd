import { startServer, type SandboxServer } from '../server.ts';
import { accountHands, type HubspotAccount } from './account.ts';
import { accountRoutes } from './account-routes.ts';
import { actionRoutes } from './actions.ts';
import { activityRoutes } from './activity-routes.ts';
import { newGrants, type HubspotApp } from './app.ts';
import { associationRoutes } from './association-routes.ts';
import { batchRoutes } from './batch-routes.ts';
import { consentRoute } from './consent.ts';
import { newContract, type Violation } from './contract/contract.ts';
import { endpoints, type Account, type AddEndpoint } from './endpoint.ts';
import { flowRoutes } from './flows.ts';
import { formRoutes } from './forms.ts';
import { newMeter } from './limits.ts';
import { mailEventRoutes } from './mail-events.ts';
import { marketingEventRoutes } from './marketing-events.ts';
import { oauthRoutes, type Oauth } from './oauth.ts';
import { objectRoutes } from './object-routes.ts';
import { ownerRoutes } from './owners.ts';
import { newPortal, type Portal } from './portal.ts';
import { portalOptions, type PortalGiven } from './portal-options.ts';
import { propertyRoutes } from './property-routes.ts';
import { Refusal } from './refusal.ts';
import { searchRoute } from './search.ts';
import { sequenceRoutes } from './sequences.ts';
import { newCredentials } from './tokens.ts';

export type CloudOptions = {
  /** Accounts with different ids. One with static tokens has the app from the start; in the others somebody must allow it. */
  portals: PortalGiven[];
  app?: Partial<HubspotApp>;
  /** None or 0 takes a free one. */
  port?: number;
  now?: () => number;
  /** Off, answers are not held against the contract: for benches. Requests always are. */
  checksAnswers?: boolean;
};

/** HubSpot on loopback, with several accounts behind one address and one app: an access token says which account is meant. */
export type HubspotCloud = SandboxServer &
  ContractWatch & {
    readonly app: HubspotApp;
    /** Throws when there is no such account. */
    readonly portal: (portalId: number) => HubspotAccount;
  };

/** What the contract saw of the requests so far. */
export type ContractWatch = {
  /** What requests broke, oldest first; taking them forgives them. */
  violations(): Violation[];
  takeViolations(): Violation[];
  /** How often each operation of the contract was asked for, by its `operationId`. */
  operationsSeen(): ReadonlyMap<string, number>;
};

/** Starts the accounts, empty. Close it, or `await using`. */
export async function startHubspotCloud(options: CloudOptions): Promise<HubspotCloud> {
  const now = options.now ?? Date.now;
  const app: HubspotApp = {
    appId: 1_160_452,
    clientId: 'sandbox-client-id',
    clientSecret: 'sandbox-client-secret',
    ...options.app,
  };
  const contract = newContract({ checksAnswers: options.checksAnswers ?? true });
  const server = await startServer({
    ...(options.port === undefined ? {} : { port: options.port }),
    now,
    // HubSpot's own answer to an unknown path is not documented; this is its general error shape.
    notFound: (request) => {
      contract.check(request);
      const { method, path } = request;
      return new Refusal(404, 'OBJECT_NOT_FOUND', `Unable to find ${method} ${path}`).reply();
    },
  });
  const credentials = newCredentials(now);
  const grants = newGrants();
  const accounts = openAccounts(options.portals, app, now);
  const uninstall = (portalId: number): void => {
    credentials.forget(portalId);
    grants.forget(portalId);
    const portal = accounts.get(portalId)?.portal;
    if (portal) Object.assign(portal, { installed: false, unsent: [] });
  };
  for (const { portalId = 62_515, tokens = [], installer = 9 } of options.portals) {
    for (const { token, scopes } of tokens) credentials.give(token, { portalId, userId: installer, scopes });
  }
  const watched = contract.watching(server);
  const oauth: Oauth = { app, grants, credentials, uninstall };
  oauthRoutes(watched, oauth);
  consentRoute(watched, oauth, new Map([...accounts].map(([id, { portal }]) => [id, portal])));
  addEndpoints(endpoints(watched, { credentials, accounts, refuseBroken: contract.refuseBroken }));
  const hands = new Map([...accounts].map(([id, { portal }]) => [id, accountHands(portal, oauth)]));
  return {
    ...server,
    app,
    portal(portalId) {
      const found = hands.get(portalId);
      if (!found) throw new Error(`the sandbox has no account ${portalId}`);
      return found;
    },
    violations: contract.violations,
    takeViolations: contract.takeViolations,
    operationsSeen: contract.operationsSeen,
  };
}

function openAccounts(portals: PortalGiven[], { appId }: HubspotApp, now: () => number): Map<number, Account> {
  const accounts = portals.map((given): [number, Account] => {
    const portal = { ...opened(given, appId, now), ...given.restored };
    return [portal.id, { portal, meter: newMeter(portal.limits, portal.now, dayIn(portal.timeZone)) }];
  });
  if (new Set(accounts.map(([id]) => id)).size < accounts.length) throw new Error('two accounts have the same id');
  return new Map(accounts);
}

function opened(given: PortalGiven, appId: number, now: () => number): Portal {
  const portal = newPortal(portalOptions(given, appId, now));
  const small = given.plan === 'starter';
  return {
    ...portal,
    installed: (given.tokens ?? []).length > 0,
    ...(small && { sequences: undefined, flows: { ...portal.flows, licensed: false } }),
  };
}

function addEndpoints(add: AddEndpoint): void {
  searchRoute(add);
  batchRoutes(add);
  objectRoutes(add);
  associationRoutes(add);
  propertyRoutes(add);
  ownerRoutes(add);
  accountRoutes(add);
  activityRoutes(add);
  formRoutes(add);
  mailEventRoutes(add);
  marketingEventRoutes(add);
  sequenceRoutes(add);
  flowRoutes(add);
  actionRoutes(add);
}

/** Names the account's calendar day of a time. */
function dayIn(timeZone: string): (at: number) => string {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone });
  return (at) => calendar.format(at);
}
