import type { HubspotSandbox } from '../hubspot/hubspot.ts';
import { reps, seedHubspot, seedSlack } from './company.ts';
import type { OrgReach } from './demo-org.ts';
import { hubspotPages } from './hubspot-pages.ts';
import { openMemory, type Remembered } from './memory.ts';
import { play } from './play.ts';
import { slackPages } from './slack-pages.ts';
import { openVendors } from './vendors.ts';

/** How an app reaches the demo's vendors, and where people can look at them. */
export type Demo = AsyncDisposable & {
  hubspot: { token: string; portalId: string; apiUrl: string; uiUrl: string; clientSecret: string; appId: string };
  salesforce: OrgReach & { pubsub: string };
  slack: { token: string; apiUrl: string; signingSecret: string };
  mail: { url: string; from: string };
  /** The HubSpot task queue of each rep, by e-mail. */
  taskQueues: Record<string, string>;
  /** Addresses for a browser. */
  pages: { hubspot: string; salesforce: string; slack: string; mail: string };
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
  /** Brings what the app needs into the org, at each start. */
  setUpOrg: (org: OrgReach) => Promise<void>;
  /** Multiplies every pause of the visitors. */
  pace?: number;
};

const TOKEN = 'sandbox-token';
const MAIL_FROM = 'Hot leads <hot-leads@tidewater.example>';
const MAILS_KEPT = 100;

/**
 * A made-up company on loopback: its HubSpot, its Salesforce, its Slack, its mail server, its visitors. A later start on the same
 * folder goes on where the last one ended, with new visitors. Dispose it after the app. Throws a sentence for people when a demo
 * runs on the folder now, and what `setUpOrg` throws.
 */
export async function openDemo({ folder, now, say, setUpOrg, pace = 1 }: Options): Promise<Demo> {
  const memory = await openMemory(folder, say);
  const { ports, portal } = memory.found ?? {};
  if (ports !== undefined) await refuseSecond(ports.hubspot);
  const vendors = await openVendors(memory.found, { now, say, setUpOrg, lastId: idOfNow(now()) });
  const { hubspot, salesforce, slack, mail, mailPages } = vendors;
  if (portal === undefined) seedHubspot(hubspot, now());
  seedSlack(slack);
  hubspotPages(hubspot);
  const hands = slackPages(slack);

  let newcomers = memory.found?.newcomers ?? (memory.lost ? Math.floor(now() / 60_000) % 400 : 0);
  const pages = { hubspot: hubspot.url, salesforce: salesforce.org.url, slack: slack.url, mail: mailPages.url };
  const state = (): Remembered => ({
    ports: portsOf(pages),
    newcomers,
    portal: hubspot.snapshot(),
    org: salesforce.state(),
    slack: slack.snapshot(),
    mails: vendors.mails().slice(-MAILS_KEPT),
  });
  return {
    hubspot: reachHubspot(hubspot),
    salesforce: { ...salesforce.reach, pubsub: salesforce.pubsub },
    slack: { token: slack.token, apiUrl: slack.apiUrl, signingSecret: slack.signingSecret },
    mail: { url: mail.url, from: MAIL_FROM },
    taskQueues: Object.fromEntries(reps.map(({ email, queue }) => [email, queue])),
    pages,
    play({ slackEvents, ...app }) {
      memory.keep(state);
      if (slackEvents !== undefined) hands.reach(slackEvents);
      const company = { hubspot, org: salesforce.org, now, say, pace };
      return play({ ...app, ...company, save: memory.save, nextNewcomer: () => newcomers++ });
    },
    async [Symbol.asyncDispose]() {
      await memory.close();
      await vendors[Symbol.asyncDispose]();
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

function portsOf({ hubspot, salesforce, slack, mail }: Demo['pages']): Remembered['ports'] {
  const portOf = (url: string) => Number(new URL(url).port);
  return { hubspot: portOf(hubspot), salesforce: portOf(salesforce), slack: portOf(slack), mail: portOf(mail) };
}
