import { expect, test } from '@jest/globals';
import type { AppSettings } from './appSettings.ts';
import { type App, startApp } from './main.ts';
import { type HubspotSandbox, startHubspot } from './sandbox/hubspot/hubspot.ts';
import { startSlack } from './sandbox/slack/slack.ts';
import { ownDatabase } from './testing/database.ts';
import { until } from './testing/until.ts';
import { PUBLIC_URL, worldSettings } from './testing/world.ts';

/** What HubSpot's smaller plans allow. */
const CALLS_PER_10_SECONDS = 100;
const LEADS = 150;
const KNOWN = 1_000;
const ALWAYS = JSON.stringify([{ days: 'EVERY_DAY', startMinute: 0, endMinute: 1440 }]);

test('two processes at work on one small account stay within its limits, and each of 150 hot leads has one task', async () => {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await ownDatabase());
  const hubspot = stack.use(await startHubspot({ plan: 'starter', watched: 'all' }));
  const slack = stack.use(await startSlack({ limited: false }));
  slack.addChannel('hot-leads');
  known(hubspot);
  for (const name of ['Ann', 'Bob', 'Cy']) {
    const email = `${name.toLowerCase()}@acme.example`;
    const owner = hubspot.addOwner({ email, firstName: name, lastName: 'Rep' });
    hubspot.addUser(owner, { hs_standard_time_zone: 'UTC', hs_working_hours: ALWAYS });
    slack.addUser({ email, name: `${name} Rep`, tz: 'UTC' });
  }
  const told: string[] = [];
  const usual = worldSettings({ database: database.url, hubspot, slack });
  const one = await startOne(usual, told);
  stack.defer(() => one.close());
  const other = await startOne(usual, told);
  stack.defer(() => other.close());

  const ids: string[] = [];
  for (let index = 0; index < LEADS; index += 1) {
    ids.push(asksForDemo(hubspot, `lead${index}@bigco.example`));
    const { url } = index % 2 === 0 ? one : other;
    await hubspot.sendWebhooks(`${url}/webhooks/hubspot`, { signedUrl: `${PUBLIC_URL}/webhooks/hubspot` });
  }
  await until(
    () => hubspot.tasks().length >= LEADS,
    () => `every lead to have a task (${hubspot.tasks().length}); told:\n${told.slice(-40).join('\n')}`,
    40_000,
  );
  await until(() => isImported(hubspot), 'the import to end', 40_000);
  const refused = hubspot.calls.filter(({ status }) => status === 429);
  expect(refused.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  expect(
    hubspot
      .tasks()
      .flatMap(({ contactIds }) => contactIds)
      .toSorted(),
  ).toEqual(ids.toSorted());
  // There was more to do than fits into ten seconds: the limit was shared, not merely far away.
  expect(hubspot.calls.length).toBeGreaterThan(CALLS_PER_10_SECONDS);
  expect(busiest(hubspot)).toBeLessThanOrEqual(CALLS_PER_10_SECONDS);
}, 150_000);

function startOne(usual: Omit<AppSettings, 'tell'>, told: string[]): Promise<App> {
  const { hubspot } = usual;
  return startApp({
    ...usual,
    imports: true,
    sources: true,
    ...(hubspot && { hubspot: { ...hubspot, callsPer10Seconds: CALLS_PER_10_SECONDS } }),
    tell: (step, text) => void told.push(`${step}: ${text}`),
  });
}

/** Who was there before: to be imported while the hot leads come. */
function known(hubspot: HubspotSandbox): void {
  const at = Date.now() - 3 * 86_400_000;
  const past = { hs_analytics_last_url: [{ value: 'https://acme.example/pricing', at }] };
  hubspot.seedContacts(KNOWN, (index) => ({ at, values: { email: `known${index}@old.example` }, past }));
}

function isImported({ calls }: HubspotSandbox): boolean {
  return calls.filter(({ path }) => path === '/crm/objects/2026-03/contacts').length >= KNOWN / 50;
}

function asksForDemo(hubspot: HubspotSandbox, email: string): string {
  const id = hubspot.addContact({ email, firstname: 'Ada' });
  hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email });
  return id;
}

/** The most ordinary calls in any ten seconds; searches have a limit of their own. */
function busiest({ calls }: HubspotSandbox): number {
  const starts = calls.filter(({ path }) => !path.endsWith('/search')).map(({ at }) => at);
  return Math.max(...starts.map((from) => starts.filter((at) => at >= from && at < from + 10_000).length));
}
