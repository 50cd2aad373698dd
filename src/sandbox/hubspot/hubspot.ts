import type { SandboxServer } from '../server.ts';
import type { HubspotAccount } from './account.ts';
import type { HubspotApp } from './app.ts';
import { startHubspotCloud, type ContractWatch } from './cloud.ts';
import type { PortalGiven } from './portal-options.ts';

export type { PortalState } from './portal-options.ts';

/** Static tokens when left out: one, `sandbox-token`, with every scope. */
export type HubspotOptions = PortalGiven &
  Partial<HubspotApp> & {
    /** None or 0 takes a free one. */
    port?: number;
    now?: () => number;
    /** Off, answers are not held against the contract: for benches. Requests always are. */
    checksAnswers?: boolean;
  };

/** A HubSpot account on loopback, with what a test or a demo does to it from outside the API. */
export type HubspotSandbox = SandboxServer &
  ContractWatch &
  HubspotAccount & {
    readonly appId: number;
    readonly clientId: string;
    readonly clientSecret: string;
  };

/** Starts an empty account (HubSpot's own properties, no records) that has the app. Close it, or `await using`. */
export async function startHubspot(options: HubspotOptions = {}): Promise<HubspotSandbox> {
  const { port, now, checksAnswers, tokens = [{ token: 'sandbox-token' }], ...given } = options;
  const { appId, clientId, clientSecret, redirectUrls, requiredScopes, rotatesRefreshTokens, ...account } = given;
  const app = { appId, clientId, clientSecret, redirectUrls, requiredScopes, rotatesRefreshTokens };
  const cloud = await startHubspotCloud({
    portals: [{ ...account, tokens }],
    app: Object.fromEntries(Object.entries(app).filter(([, value]) => value !== undefined)),
    ...(port === undefined ? {} : { port }),
    ...(now && { now }),
    ...(checksAnswers === undefined ? {} : { checksAnswers }),
  });
  const { portal, app: opened, ...server } = cloud;
  const { appId: id, clientId: name, clientSecret: secret } = opened;
  return { ...server, ...portal(account.portalId ?? 62_515), appId: id, clientId: name, clientSecret: secret };
}
