import { startHubspot, type HubspotSandbox } from '../hubspot/hubspot.ts';
import { startSlack, type SlackSandbox } from '../slack/slack.ts';
import { places, reps, seedHubspot, seedSlack } from './company.ts';
import { hubspotPages } from './hubspot-pages.ts';
import { type Memory, openMemory, type Post, type Remembered } from './memory.ts';
import { play } from './play.ts';
import { slackPages } from './slack-pages.ts';

/** How an app reaches the demo's vendors, and where people can look at them. */
export type Demo = AsyncDisposable & {
  hubspot: { token: string; portalId: string; apiUrl: string; uiUrl: string; clientSecret: string; appId: string };
  slack: { token: string; apiUrl: string };
  /** The HubSpot task queue of each rep, by e-mail. */
  taskQueues: Record<string, string>;
  /** Addresses for a browser. */
  pages: { hubspot: string; slack: string };
  /** Lets visitors behave until disposed. `signedUrl` is the address the app believes it has. Once per demo. */
  play(app: { webhooks: string; signedUrl: string }): AsyncDisposable;
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
const POSTS_KEPT = 200;
/** What visitors do. Owner and status are left out: the app changes them itself, and its own echo is noise in a demo's log. */
const WATCHED = [
  'hs_analytics_last_url',
  'recent_conversion_date',
  'hs_email_last_open_date',
  'hs_email_last_click_date',
  'engagements_last_meeting_booked',
];

/**
 * A made-up company on loopback: its HubSpot, its Slack, its visitors. A later start on the same folder goes on where the
 * last one ended, with new visitors. Dispose it after the app. Throws a sentence for people when a demo runs on the folder now.
 */
export async function openDemo({ folder, now, say, pace = 1 }: Options): Promise<Demo> {
  const memory = await openMemory(folder, say);
  const { ports, portal, posts: earlier = [] } = memory.found ?? {};
  if (ports !== undefined) await refuseSecond(ports.hubspot);
  const lastId = Math.max(portal?.lastId ?? 0, idOfNow(now()));
  const restored = { ...portal, lastId };
  const hubspot = await onPort(ports?.hubspot, (port) => startHubspot({ port, now, restored, watched: WATCHED }));
  const slack = await onPort(ports?.slack, (port) => startSlack({ port, now }));
  if (portal === undefined) seedHubspot(hubspot, now());
  seedSlack(slack);
  const posts = () => [...earlier, ...postsIn(slack)].slice(-POSTS_KEPT);
  hubspotPages(hubspot);
  slackPages(slack, posts);

  let newcomers = memory.found?.newcomers ?? (memory.lost ? Math.floor(now() / 60_000) % 400 : 0);
  const state = (): Remembered => ({
    ports: { hubspot: portOf(hubspot.url), slack: portOf(slack.url) },
    newcomers,
    portal: hubspot.snapshot(),
    posts: posts(),
  });
  return {
    hubspot: {
      token: TOKEN,
      portalId: String(hubspot.portalId),
      apiUrl: hubspot.url,
      uiUrl: hubspot.url,
      clientSecret: hubspot.clientSecret,
      appId: String(hubspot.appId),
    },
    slack: { token: slack.token, apiUrl: slack.apiUrl },
    taskQueues: Object.fromEntries(reps.map(({ email, queue }) => [email, queue])),
    pages: { hubspot: hubspot.url, slack: slack.url },
    play(app) {
      memory.keep(state);
      return play({ ...app, hubspot, now, say, pace, save: memory.save, nextNewcomer: () => newcomers++ });
    },
    [Symbol.asyncDispose]: () => closeAll(hubspot, slack, memory, say),
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

function postsIn(slack: SlackSandbox): Post[] {
  const found = places.flatMap(({ id }) =>
    slack.messages(id).map(({ ts, text, blocks }) => ({ place: id, ts, text, blocks })),
  );
  return found.toSorted((a, b) => Number(a.ts) - Number(b.ts));
}

/** A browser may have asked for anything: that is no fault of the app. */
async function closeAll(hubspot: HubspotSandbox, slack: SlackSandbox, memory: Memory, say: Options['say']) {
  await memory.close();
  hubspot.takeUnknownCalls();
  slack.server.takeUnknownCalls();
  const ended = await Promise.allSettled([hubspot.close(), slack.close()]);
  for (const each of ended) if (each.status === 'rejected') say(`the sandbox failed: ${String(each.reason)}`);
}
