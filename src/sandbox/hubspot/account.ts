import { actionSender } from './action-sending.ts';
import type { Grants, HubspotApp } from './app.ts';
import { pageProxy } from './page-proxy.ts';
import type { Portal, PortalOptions } from './portal.ts';
import type { PortalState } from './portal-options.ts';
import { seeds } from './seeds.ts';
import { webhookSender, type Sending } from './webhook-sending.ts';

/** One account from outside the API: what people do in it, and what HubSpot sends of it. */
export type HubspotAccount = ReturnType<typeof accountHands>;

/** `uninstall` ends what the app has in this account. */
export function accountHands(
  portal: Portal,
  { app, grants, uninstall }: { app: HubspotApp; grants: Grants; uninstall: (portalId: number) => void },
) {
  const sender = webhookSender(portal, app.clientSecret);
  const grant = (scopes: string[]) => ({ portalId: portal.id, userId: portal.installer, scopes });
  return {
    ...seeds(portal),
    ...actionSender(portal, app.clientSecret),
    ...pageProxy(portal, app.clientSecret),
    portalId: portal.id,
    /** Changes how long a change stays invisible to search. */
    setSearchLag: (ms: number): void => void (portal.searchLagMs = ms),
    /** An authorization code, as the consent screen would give it, good once. */
    issueCode: (scopes: string[], redirectUri?: string): string => grants.addCode(grant(scopes), redirectUri),
    /** A refresh token of an installed app. */
    issueRefreshToken: (scopes: string[]): string => grants.addRefreshToken(grant(scopes)),
    /** A person removes the app from the account: its tokens are worth nothing, and it hears no more. */
    uninstall: (): void => uninstall(portal.id),
    /** Sends the queued webhook events, at most 100 a delivery, signed as HubSpot signs (v3). */
    sendWebhooks: (url: string, sending?: Sending) => sender.send(url, sending),
    /** Sends again what failed, or everything sent so far. */
    redeliver: (which?: 'failed' | 'all', sending?: Sending) => sender.redeliver(which, sending),
    /** Webhook events waiting to be sent. */
    unsentWebhooks: () => portal.unsent.length,
    /** What the account remembers now. It is the live state: copy it before the next call, and leave it as it is. */
    snapshot: () => stateOf(portal),
  };
}

/** Settings belong to whoever starts the account, and may be functions: a memory has none of them. */
const settings: Record<keyof PortalOptions, true> = {
  id: true,
  appId: true,
  now: true,
  limits: true,
  accountType: true,
  region: true,
  customProperties: true,
  installer: true,
  lacksScopes: true,
  tellsBothEnds: true,
  enterprise: true,
  searchLagMs: true,
  timeZone: true,
  watched: true,
};

function stateOf(portal: Portal): PortalState {
  return Object.fromEntries(Object.entries(portal).filter(([name]) => !(name in settings))) as PortalState;
}
