import type { Finding } from './finding.ts';
import type { SetupOrg } from './setup-org.ts';

/** Calls a day that the product counts with for 50,000 active leads. */
const callsCountedWith = 10_000;

/** Which org it is, in which edition, and how many API calls it has. */
export async function orgFindings({ org, orgId, instanceUrl, calls }: SetupOrg): Promise<Finding[]> {
  const soql = 'SELECT Name, OrganizationType, IsSandbox, TimeZoneSidKey FROM Organization';
  const [[row] = []] = await org.queries({ what: 'read the organization' }, [soql]);
  const edition = typeof row?.['OrganizationType'] === 'string' ? row['OrganizationType'] : 'an unknown edition';
  const kind = row?.['IsSandbox'] === true ? `, a sandbox` : '';
  const what = `org ${orgId}`;
  const found: Finding = { area: 'org', what, state: 'there', sentence: `${edition}${kind}, at ${instanceUrl}` };
  return [found, ...callsFinding(calls())];
}

function callsFinding(calls: { used: number; limit: number } | undefined): Finding[] {
  if (calls === undefined) return [];
  const { used, limit } = calls;
  const sentence = `${grouped(used)} of ${grouped(limit)} used in the last 24 hours, by all apps`;
  const found = { area: 'org', what: 'API calls', state: 'there', sentence } as const;
  if (limit - used >= callsCountedWith) return [found];
  const short = `fewer than ${grouped(callsCountedWith)} are left, which 50,000 active leads take in a day: with fewer, scores come later and hot leads first`;
  return [{ ...found, left: 'look', sentence: `${sentence}; ${short}` }];
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
