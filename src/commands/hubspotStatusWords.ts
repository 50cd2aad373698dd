import { minuteIn } from './minuteIn.ts';

/** One account, for `--json` and for people. */
export type PortalStatus = {
  workspace: string;
  portal: string;
  /** When the app was installed; of the account of HUBSPOT_TOKEN, when it was first worked with: absent before. */
  installedAt?: string;
  by: 'link' | 'token';
  installer?: string;
  trouble?: string;
  /** Optional scopes that the account did not give, and what that means. */
  notGranted: { scope: string; so: string }[];
  callsLeftToday?: { left: number; of: number; heardAt: string };
  /** How far the first import is, in words; absent where nothing is known of one. */
  importing?: string;
};

/** What is known of the accounts, for people to read, with times in this zone. */
export function statusLines(all: readonly PortalStatus[], timeZone: string): string[] {
  if (all.length === 0)
    return ['no HubSpot account has installed the app yet: `npx hot-lead hubspot install` prints the link'];
  const minute = minuteIn(timeZone);
  return all.flatMap((each) => [
    `${each.workspace}: HubSpot account ${each.portal}, ${sinceWhen(each, minute)}`,
    `  ${stateOf(each)}`,
    ...callsInWords(each, minute),
    ...(each.importing === undefined ? [] : [`  first import: ${each.importing.replace(/^imported /, '')}`]),
    ...each.notGranted.map(({ scope, so }) => `  not granted: ${scope}, so that ${so}`),
  ]);
}

function sinceWhen({ by, installedAt, installer }: PortalStatus, minute: (at: string) => string): string {
  if (installedAt === undefined) return 'set by HUBSPOT_TOKEN';
  if (by === 'token') return `set by HUBSPOT_TOKEN, worked with since ${minute(installedAt)}`;
  return `installed ${minute(installedAt)}${installer === undefined ? '' : ` by user ${installer}`}`;
}

/** Of a token nothing is kept that says whether it works: that takes a call. */
function stateOf({ by, installedAt, trouble }: PortalStatus): string {
  if (by === 'link') return trouble ?? 'works';
  if (installedAt === undefined) return 'not worked with yet: start Hot Lead Signal';
  return 'whether its token works: `npx hot-lead hubspot setup --dry-run` tries it, GET /healthz of the running product knows';
}

function callsInWords({ callsLeftToday: calls }: PortalStatus, minute: (at: string) => string): string[] {
  if (calls === undefined) return [];
  return [`  calls left today: ${grouped(calls.left)} of ${grouped(calls.of)} (${minute(calls.heardAt)})`];
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
