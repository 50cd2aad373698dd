import { type Account, readAccount } from '../account.ts';
import type { Ask } from '../api.ts';
import type { Finding } from './finding.ts';

const kinds: Record<string, string> = {
  STANDARD: 'a standard account',
  APP_DEVELOPER: 'an account of app developers',
  DEVELOPER_TEST: 'a developer test account',
  SANDBOX: 'a sandbox account',
};

/** Which account the token is of: links, webhooks and the day's limit depend on it. */
export async function accountFindings(ask: Ask, portalId: string | undefined): Promise<Finding[]> {
  const account = await readAccount(ask);
  const what = `portal ${account.portalId}`;
  if (portalId === undefined || account.portalId === portalId)
    return [{ area: 'account', what, state: 'there', sentence: inWords(account) }];
  const sentence = `the access token is of this portal, and HUBSPOT_PORTAL_ID says ${portalId}: correct one of them and run this again. Of another portal nothing else is looked at`;
  return [{ area: 'account', what, state: 'wrong', sentence }];
}

function inWords({ kind, timeZone, uiUrl }: Account): string {
  const zone = timeZone === undefined ? '' : `, its day ends at midnight in ${timeZone}`;
  const at = uiUrl === undefined ? '' : `, opened at ${uiUrl}`;
  return `${kinds[kind ?? ''] ?? `an account of kind ${kind ?? 'unknown'}`}${zone}${at}`;
}
