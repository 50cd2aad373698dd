import { startHubspot, type HubspotSandbox } from '../hubspot/hubspot.ts';
import { startMail } from '../mail/mail.ts';
import type { SandboxServer } from '../server.ts';
import { startSlack } from '../slack/slack.ts';
import { reps, seedHubspot, seedSlack } from './company.ts';
import { hubspotPages } from './hubspot-pages.ts';
import { type KeptMail, startMailPages } from './mail-pages.ts';
import { openMemory, type Remembered } from './memory.ts';
import { play } from './play.ts';
import { slackPages } from './slack-pages.ts';

/** How an app reaches the demo's vendors, and where people can look at them. */
export type Demo = AsyncDisposable & {
  hubspot: { token: string; portalId: string; apiUrl: string; uiUrl: string; clientSecret: string; appId: string };
  slack: { token: string; apiUrl: string; signingSecret: string };
  mail: { url: string; from: string };
  /** The HubSpot task queue of each rep, by e-mail. */
  taskQueues: Record<string, string>;
  /** Addresses for a browser. */
  pages: { hubspot: string; slack: string; mail: string };
  /**
   * Lets visitors behave until disposed, and what is pressed on the Slack page reach the app. `signedUrl` is the address the
   * app believes its webhooks have. Once per demo.
   */
  play(app: { webhooks: string; signedUrl: string; slackEvents?: string }): AsyncDisposable;
};

type Options = {
  /** Where it remembers itself, see `openMemory`. */
  folder: string;
  /** Epoch milliseconds. */
  now: () => number;
  say: (text: string) => void;
  /** Multiplies every pause of the visitors. */
  pace?: number;
};

const TOKEN = 'sandbox-token';
const MAIL_FROM = 'Hot leads <hot-leads@tidewater.example>';
const MAILS_KEPT = 100;
/** What visitors do. Owner and status are left out: the app changes them itself, and its own echo is noise in a demo's log. */
const WATCHED = [
  'hs_analytics_last_url',
  'recent_conversion_date',
  'hs_email_last_open_date',
  'hs_email_last_click_date',
  'engagements_last_meeting_booked',
];

/**
 * A made-up company on loopback: its HubSpot, its Slack, its mail server, its visitors. A later start on the same folder goes
 * on where the last one ended, with new visitors. Dispose it after the app. Throws a sentence for people when a demo runs on the
 * folder now.
 */
export async function openDemo({ folder, now, say, pace = 1 }: Options): Promise<Demo> {
  const memory = await openMemory(folder, say);
  const { ports, portal, slack: talk, mails: earlier = [] } = memory.found ?? {};
  if (ports !== undefined) await refuseSecond(ports.hubspot);
  const lastId = Math.max(portal?.lastId ?? 0, idOfNow(now()));
  const restored = { ...portal, lastId };
  const hubspot = await onPort(ports?.hubspot, (port) => startHubspot({ port, now, restored, watched: WATCHED }));
  const slack = await onPort(ports?.slack, (port) => startSlack({ port, now, ...(talk && { restored: talk }) }));
  const mail = await startMail({ now });
  const mails = (): KeptMail[] => [...earlier, ...mail.mails()];
  const mailPages = await onPort(ports?.mail, (port) => startMailPages(port, mails));
  if (portal === undefined) seedHubspot(hubspot, now());
  seedSlack(slack);
  hubspotPages(hubspot);
  const hands = slackPages(slack);

  let newcomers = memory.found?.newcomers ?? (memory.lost ? Math.floor(now() / 60_000) % 400 : 0);
  const state = (): Remembered => ({
    ports: { hubspot: portOf(hubspot.url), slack: portOf(slack.url), mail: portOf(mailPages.url) },
    newcomers,
    portal: hubspot.snapshot(),
    slack: slack.snapshot(),
    mails: mails().slice(-MAILS_KEPT),
  });
  return {
    hubspot: reachHubspot(hubspot),
    slack: { token: slack.token, apiUrl: slack.apiUrl, signingSecret: slack.signingSecret },
    mail: { url: mail.url, from: MAIL_FROM },
    taskQueues: Object.fromEntries(reps.map(({ email, queue }) => [email, queue])),
    pages: { hubspot: hubspot.url, slack: slack.url, mail: mailPages.url },
    play({ slackEvents, ...app }) {
      memory.keep(state);
      if (slackEvents !== undefined) hands.reach(slackEvents);
      return play({ ...app, hubspot, now, say, pace, save: memory.save, nextNewcomer: () => newcomers++ });
    },
    async [Symbol.asyncDispose]() {
      await memory.close();
      hubspot.takeUnknownCalls();
      await closeAll([hubspot, slack, mail, mailPages], [slack.server, mailPages], say);
    },
  };
}

function reachHubspot(hubspot: HubspotSandbox): Demo['hubspot'] {
  return {
    token: TOKEN,
    portalId: String(hubspot.portalId),
    apiUrl: hubspot.url,
    uiUrl: hubspot.url,
    clientSecret: hubspot.clientSecret,
    appId: String(hubspot.appId),
  };
}

/**
 * Seconds since 2026: fewer ids are given than seconds pass, so no id is given twice, not even when this demo's memory is
 * lost and the app's is not.
 */
function idOfNow(now: number): number {
  return Math.max(1_000, Math.floor((now - Date.UTC(2026, 0, 1)) / 1_000));
}

/** Two demos on one folder would answer one app's calls from two different companies. */
async function refuseSecond(port: number): Promise<void> {
  const url = `http://127.0.0.1:${port}`;
  const signal = AbortSignal.timeout(2_000);
  const page = await fetch(url, { signal }).then(
    (answer) => answer.text(),
    () => '',
  );
  if (!page.includes('<title>HubSpot (demo)</title>')) return;
  throw new Error(
    `a demo runs on this data already (its HubSpot is ${url}): stop it, or set DATA_DIR to another folder`,
  );
}

/** On the wanted port, else, when somebody has it, on a free one. */
async function onPort<T>(wanted: number | undefined, start: (port: number) => Promise<T>): Promise<T> {
  if (wanted === undefined) return start(0);
  return start(wanted).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') return start(0);
    throw error;
  });
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

type Closable = { close(): Promise<void> };

/** A browser may have asked for anything: that is no fault of the app. */
async function closeAll(all: Closable[], servers: SandboxServer[], say: Options['say']): Promise<void> {
  for (const server of servers) server.takeUnknownCalls();
  const ended = await Promise.allSettled(all.map((each) => each.close()));
  for (const each of ended) if (each.status === 'rejected') say(`the sandbox failed: ${String(each.reason)}`);
}
