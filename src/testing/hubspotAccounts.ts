import { type CloudOptions, startHubspotCloud } from '../sandbox/hubspot/cloud.ts';

export const APP = { clientId: 'app-of-ours', clientSecret: 'client-secret-of-ours' };

/** What the product's settings say of the app, of HubSpot at `url`, and of how much may be asked there. */
export function appSettings(accounts: Accounts, { url = accounts.url, callsPer10Seconds = 100_000 } = {}) {
  return {
    oauth: APP,
    clientSecret: APP.clientSecret,
    appId: String(accounts.app.appId),
    apiUrl: url,
    uiUrl: url,
    callsPer10Seconds,
    taskQueues: {},
  };
}

/**
 * HubSpot with the accounts `first` to `last`, which may install one app, and what people do there. `rotating`: a refresh token is
 * good once. `app` and `watched`: what its project says of the app and of what it subscribes to.
 * `enterprise`: the accounts have behavioural events.
 */
export async function startAccounts(
  now: () => number,
  {
    first = 101,
    last = 165,
    rotating = false,
    app,
    watched = 'all',
    enterprise = false,
  }: {
    first?: number;
    last?: number;
    rotating?: boolean;
    app?: CloudOptions['app'];
    watched?: CloudOptions['portals'][number]['watched'];
    enterprise?: boolean;
  } = {},
) {
  const limits = { tenSecondly: 100_000, searchPerSecond: 1_000 };
  const portals = Array.from({ length: last - first + 1 }, (_, index) => ({
    portalId: first + index,
    limits,
    watched,
    enterprise,
  }));
  const cloud = await startHubspotCloud({ now, portals, app: { ...APP, ...app, rotatesRefreshTokens: rotating } });
  return {
    ...cloud,
    /** Somebody allows on the consent page's address; gives where their browser is sent then. `scopes`: other ones than asked for. */
    async allow(consent: string, portal: string, scopes?: readonly string[]): Promise<string> {
      const url = new URL(consent);
      url.searchParams.set('approve', portal);
      if (scopes !== undefined) url.searchParams.set('scope', scopes.join(' '));
      if (scopes !== undefined) url.searchParams.delete('optional_scope');
      const answer = await fetch(url, { redirect: 'manual' });
      return answer.headers.get('location') ?? (await answer.text());
    },
    /** A person removes the app in the account. */
    remove: (portal: string): void => cloud.portal(Number(portal)).uninstall(),
    /** HubSpot takes this token for worth nothing. */
    async endToken(token: string): Promise<void> {
      const { clientId: client_id, clientSecret: client_secret } = APP;
      const body = new URLSearchParams({ token, client_id, client_secret });
      await fetch(`${cloud.url}/oauth/2026-03/token/revoke`, { method: 'POST', body });
    },
    /** The account that HubSpot takes this access token for; undefined when for none. */
    async whose(token: string): Promise<string | undefined> {
      const headers = { Authorization: `Bearer ${token}` };
      const answer = await fetch(`${cloud.url}/account-info/2026-03/details`, { headers });
      return answer.ok ? String(((await answer.json()) as { portalId: number }).portalId) : undefined;
    },
    refreshes: () => cloud.calls.filter(({ body }) => body.includes('grant_type=refresh_token')),
  };
}

export type Accounts = Awaited<ReturnType<typeof startAccounts>>;
