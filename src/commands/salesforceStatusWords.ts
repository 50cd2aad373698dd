import type { SalesforceOrgs } from '../salesforceOrgs.ts';
import { minuteIn } from './minuteIn.ts';

/** One Salesforce org, for people and programs; times are ISO. */
export type OrgStatus = {
  workspace: string;
  org: string;
  by: SalesforceOrgs['by'];
  connectedAt: string;
  /** In whose name we work; the name where the org tells it. */
  userId?: string;
  userName?: string;
  instanceUrl?: string;
  /** Of all apps of the org, in the 24 hours before. */
  callsOfTheDay?: { used: number; of: number; heardAt: string };
  /** When all that had changed was last read. */
  readAt?: string;
  /** How far the first import is, in words; absent where nothing is known of one. */
  importing?: string;
  problems: string[];
};

const BY: Record<SalesforceOrgs['by'], string> = {
  link: 'connected',
  jwt: 'by the key of SALESFORCE_PRIVATE_KEY, worked with since',
  client_credentials: 'by the app itself (client credentials), worked with since',
};

/** What is known of the orgs, for people to read, with times in this zone. */
export function statusLines(all: readonly OrgStatus[], by: SalesforceOrgs['by'], timeZone: string): string[] {
  if (all.length === 0) return [nothing(by)];
  const minute = minuteIn(timeZone);
  return all.flatMap((each) => [
    `${each.workspace}: Salesforce org ${each.org}, ${BY[each.by]} ${minute(each.connectedAt)}${ofUser(each)}`,
    ...(each.instanceUrl === undefined ? [] : [`  at ${each.instanceUrl}`]),
    ...(each.problems.length === 0 ? ['  works'] : each.problems.map((problem) => `  ${problem}`)),
    ...callsInWords(each, minute),
    ...(each.readAt === undefined ? [] : [`  last read: ${minute(each.readAt)}`]),
    ...(each.importing === undefined ? [] : [`  first import: ${each.importing.replace(/^imported /, '')}`]),
  ]);
}

function nothing(by: SalesforceOrgs['by']): string {
  return by === 'link'
    ? 'no Salesforce org is connected yet: `npx hot-lead salesforce install` prints the link'
    : 'no Salesforce org was worked with yet: start Hot Lead Signal';
}

function ofUser({ userId, userName }: OrgStatus): string {
  if (userName !== undefined) return ` as ${userName.replace(/\p{Cc}+/gu, ' ')}`;
  return userId === undefined ? '' : ` as user ${userId}`;
}

function callsInWords({ callsOfTheDay: calls }: OrgStatus, minute: (at: string) => string): string[] {
  if (calls === undefined) return [];
  const share = Math.round((calls.used / Math.max(1, calls.of)) * 100);
  return [
    `  API calls of the last 24 hours, of all apps: ${grouped(calls.used)} of ${grouped(calls.of)}, ${share}% (${minute(calls.heardAt)})`,
  ];
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
