import { z } from 'zod';
import type { Crm, Preparation } from '../crm.ts';
import type { Ask } from './api.ts';
import { paths } from './paths.ts';

/** The account behind a token. */
export type Account = { portalId: string; timeZone?: string; kind?: string; uiUrl?: string };

const answer = z
  .object({
    portalId: z.coerce.string(),
    timeZone: z.string().nullish(),
    accountType: z.string().nullish(),
    uiDomain: z.string().nullish(),
  })
  .transform(({ portalId, timeZone, accountType, uiDomain }): Account => {
    return {
      portalId,
      ...(timeZone && { timeZone }),
      ...(accountType && { kind: accountType }),
      ...(uiDomain && { uiUrl: `https://${uiDomain}` }),
    };
  });

/** Which account a token is of, and its zone, in which its day of calls ends. */
export function readAccount(ask: Ask): Promise<Account> {
  return ask({ what: 'read the account', method: 'GET', path: paths.account, writes: false, lane: 'score' }, answer);
}

/** `prepare`, told also of the account: a token of another portal than the configured one is a problem for a person. */
export function prepareKnowing(
  ask: Ask,
  portalId: string,
  { prepare, heard }: { prepare: Crm['prepare']; heard: (account: Account) => void },
): Crm['prepare'] {
  return async (): Promise<Preparation> => {
    const account = await readAccount(ask);
    heard(account);
    if (account.portalId !== portalId) return { done: [], problems: [otherPortal(account.portalId, portalId)] };
    return { ...(await prepare()), ...(account.timeZone !== undefined && { timeZone: account.timeZone }) };
  };
}

function otherPortal(found: string, wanted: string): string {
  return `hubspot: the access token is of portal ${found}, not ${wanted}: correct the token, or HUBSPOT_PORTAL_ID`;
}
