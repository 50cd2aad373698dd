import { startHubspot, type HubspotSandbox } from '../hubspot/hubspot.ts';
import { startMail } from '../mail/mail.ts';
import type { SandboxServer } from '../server.ts';
import { startSlack, type SlackSandbox } from '../slack/slack.ts';
import { type DemoOrg, openDemoOrg, type OrgReach } from './demo-org.ts';
import { type KeptMail, startMailPages } from './mail-pages.ts';
import type { Remembered } from './memory.ts';

type Options = {
  now: () => number;
  say: (text: string) => void;
  setUpOrg: (org: OrgReach) => Promise<void>;
  /** No smaller than the number in any id that was ever given. */
  lastId: number;
};

/** The servers of the demo's company. */
type Vendors = AsyncDisposable & {
  hubspot: HubspotSandbox;
  salesforce: DemoOrg;
  slack: SlackSandbox;
  mail: { url: string };
  /** Those of earlier runs, too, oldest first. */
  mails: () => KeptMail[];
  mailPages: SandboxServer;
};

/** What visitors do. Owner and status are left out: the app changes them itself, and its own echo is noise in a demo's log. */
const WATCHED = [
  'hs_analytics_last_url',
  'recent_conversion_date',
  'hs_email_last_open_date',
  'hs_email_last_click_date',
  'engagements_last_meeting_booked',
];

/** Opens them as an earlier run left them, where that is possible at the same addresses. When one cannot be opened, none stays open. */
export async function openVendors(found: Remembered | undefined, options: Options): Promise<Vendors> {
  const { now, say, setUpOrg, lastId } = options;
  const { ports, portal, org, slack: talk, mails: earlier = [] } = found ?? {};
  await using opening = new AsyncDisposableStack();
  const closing: Closable[] = [];
  opening.defer(() => closeAll(closing, say));
  const restored = { ...portal, lastId: Math.max(portal?.lastId ?? 0, lastId) };
  const hubspot = await onPort(ports?.hubspot, (port) => startHubspot({ port, now, restored, watched: WATCHED }));
  closing.push(hubspot);
  const slack = await onPort(ports?.slack, (port) => startSlack({ port, now, ...(talk && { restored: talk }) }));
  closing.push({ close: () => slack.close(), takeUnknownCalls: () => slack.server.takeUnknownCalls() });
  const mail = await startMail({ now });
  closing.push(mail);
  const mails = (): KeptMail[] => [...earlier, ...mail.mails()];
  const mailPages = await onPort(ports?.mail, (port) => startMailPages(port, mails));
  closing.push(mailPages);
  const ofOrg = { now, setUp: setUpOrg, lastId, ...(org && { found: org }) };
  const salesforce = await onPort(ports?.salesforce, (port) => openDemoOrg(port, ofOrg));
  closing.push(salesforce);
  const kept = opening.move();
  const close = () => kept.disposeAsync();
  return { hubspot, salesforce, slack, mail, mails, mailPages, [Symbol.asyncDispose]: close };
}

/** On the wanted port, else, when somebody has it, on a free one. */
async function onPort<T>(wanted: number | undefined, start: (port: number) => Promise<T>): Promise<T> {
  if (wanted === undefined) return start(0);
  return start(wanted).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') return start(0);
    throw error;
  });
}

type Closable = { close(): Promise<void>; takeUnknownCalls?(): string[] };

/** A browser may have asked for anything: that is no fault of the app. */
async function closeAll(all: Closable[], say: Options['say']): Promise<void> {
  for (const each of all) each.takeUnknownCalls?.();
  const ended = await Promise.allSettled(all.map((each) => each.close()));
  for (const each of ended) if (each.status === 'rejected') say(`the sandbox failed: ${String(each.reason)}`);
}
