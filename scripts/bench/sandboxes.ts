import { setTimeout as delay } from 'node:timers/promises';
import { type HubspotSandbox, startHubspot } from '../../src/sandbox/hubspot/hubspot.ts';
import { type SlackSandbox, startSlack } from '../../src/sandbox/slack/slack.ts';
import { evidenceOf, leadsIn } from './evidence.ts';

/** `limited`: both vendors keep their real limits. `reps` sell, and are in both. */
export type SandboxOptions = { limited: boolean; reps: number };
/** Where deliveries go, and the address they are signed for. */
export type Target = { url: string; signedUrl: string };
export type Doings = ReturnType<typeof doings>;

const HOUR_MS = 3_600_000;
/** The only properties the app subscribes to here: what a lead does is one event. */
const WATCHED = ['recent_conversion_event_name', 'hs_analytics_last_url'];
/** HubSpot sends an app several deliveries at once. */
const AT_ONCE = 4;

/** What the benches do to HubSpot and Slack, and what they read back. Called over IPC, so everything is plain data. */
function doings(hubspot: HubspotSandbox, slack: SlackSandbox) {
  const arrivals = alertArrivals(slack);
  let leads: string[] = [];

  return {
    where: () => {
      const { url, portalId, clientSecret, appId } = hubspot;
      return { hubspot: { url, portalId, clientSecret, appId }, slack: { token: slack.token, apiUrl: slack.apiUrl } };
    },

    /** Leads who have done nothing yet; no webhooks. */
    addLeads(count: number): void {
      leads = hubspot.bulkContacts(count, personOf, Date.now() - HOUR_MS);
    },

    /** Each lead asks for a demo, which makes it hot. */
    requestDemos(): void {
      for (const index of leads.keys()) requestDemo(hubspot, index);
    },

    /** Each lead sees a page, `agoMs` ago. */
    viewPages(page: string, agoMs: number): void {
      for (const id of leads) hubspot.visitPage(id, `https://acme.example${page}`, Date.now() - agoMs);
    },

    /** Sends everything that waits, 100 events a delivery. Answers how many deliveries were not accepted. */
    async deliver({ url, signedUrl }: Target): Promise<number> {
      const sendings = Array.from({ length: AT_ONCE }, () => hubspot.sendWebhooks(url, { signedUrl }));
      const deliveries = (await Promise.all(sendings)).flat();
      return deliveries.filter(({ status }) => status !== 200).length;
    },

    /**
     * New leads ask for a demo, one every `everyMs`, each sent at once as its own delivery, whether or not earlier ones were
     * answered. Answers, when all alerts arrived or `patienceMs` passed, the ms from sending to alert of each lead in order.
     */
    async paceDemos(pace: { count: number; everyMs: number; patienceMs: number; target: Target }) {
      const { url, signedUrl } = pace.target;
      const start = performance.now();
      const sent = Array.from({ length: pace.count }, async (_, index) => {
        await delay(Math.max(0, start + index * pace.everyMs - performance.now()));
        const id = requestDemo(hubspot, index);
        leads[index] = id;
        const at = performance.now();
        const deliveries = await hubspot.sendWebhooks(url, { signedUrl });
        return { index, at, refused: deliveries.filter(({ status }) => status !== 200).length };
      });
      const all = await Promise.all(sent);
      const giveUpAt = performance.now() + pace.patienceMs;
      while (arrivals.size < pace.count && performance.now() < giveUpAt) await delay(20);
      return {
        latencies: all.flatMap(({ index, at }) => (arrivals.has(index) ? [(arrivals.get(index) ?? 0) - at] : [])),
        refused: all.reduce((sum, { refused }) => sum + refused, 0),
      };
    },

    evidence: () => evidenceOf(hubspot, slack, leads),
  };
}

/** When the first message to a rep about each lead reached Slack, by the lead's number. */
function alertArrivals(slack: SlackSandbox): Map<number, number> {
  const arrivals = new Map<number, number>();
  slack.server.onCall(({ path, body }, phase) => {
    if (phase !== 'before' || path !== '/api/chat.postMessage') return;
    const fields = new URLSearchParams(body);
    if (!/^[UD]/.test(fields.get('channel') ?? '')) return;
    for (const index of leadsIn(fields.get('blocks') ?? '')) {
      if (!arrivals.has(index)) arrivals.set(index, performance.now());
    }
  });
  return arrivals;
}

function personOf(index: number): Record<string, string> {
  return { email: `lead${index}@big${index}.example`, firstname: `Lead${index}`, company: `Big ${index}` };
}

function requestDemo(hubspot: HubspotSandbox, index: number): string {
  const { email = '', ...values } = personOf(index);
  return hubspot.submitForm({ formId: 'demo', name: 'Request a demo', email, values });
}

async function open({ limited, reps }: SandboxOptions): Promise<Doings> {
  const limits = limited ? {} : { limits: { tenSecondly: 1e6, searchPerSecond: 1e6, daily: 1e9 } };
  const hubspot = await startHubspot({ watched: WATCHED, ...limits });
  const slack = await startSlack({ limited });
  slack.addChannel('hot-leads');
  for (let index = 0; index < reps; index++) {
    const email = `rep${index}@acme.example`;
    // At work whenever it is measured.
    const hs_working_hours = JSON.stringify([{ days: 'EVERY_DAY', startMinute: 0, endMinute: 1440 }]);
    const hours = { hs_working_hours, hs_standard_time_zone: 'UTC' };
    hubspot.addUser(hubspot.addOwner({ email }), { hs_availability_status: 'available', ...hours });
    slack.addUser({ email, name: `Rep ${index}` });
  }
  return doings(hubspot, slack);
}

type Question = { id: number; name: keyof Doings; args: never[] };

/** Answers the parent's questions until it hangs up. */
async function serve(): Promise<void> {
  process.once('disconnect', () => process.exit());
  const all = await open(JSON.parse(process.argv[2] ?? '{}') as SandboxOptions);
  process.on('message', async ({ id, name, args }: Question) => {
    const doing = all[name] as (...given: never[]) => unknown;
    try {
      process.send?.({ id, answer: await doing(...args) });
    } catch (error) {
      process.send?.({ id, problem: error instanceof Error ? error.message : String(error) });
    }
  });
  process.send?.({ id: 0 });
}

await serve();
