import { expect, test } from '@jest/globals';
import { installLink } from './installLink.ts';
import { freePort } from './store/postgresPrograms.ts';
import { openBrowser } from './testing/installing.ts';
import { episodesKept, hotVisitor, recordSignal, repOf } from './testing/orgPeople.ts';
import { CLIENT, INTEGRATION, type OrgWorld, startOrgWorld } from './testing/orgWorld.ts';
import { until } from './testing/until.ts';

const secretKey = 'k'.repeat(32);

/** The product at work without an org, which anybody with the link may connect. */
async function startUnconnected(options: { home?: 'hubspot' } = {}) {
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  const world = await startOrgWorld({ ...options, appRuns: false, settings: { port, publicUrl, secretKey } });
  const app = { clientId: CLIENT, clientSecret: 'secret of our app' };
  world.org.addApp({ ...app, callback: `${publicUrl}/oauth/salesforce/callback`, pkce: true });
  world.settings.salesforce = { ...world.settings.salesforce, login: { by: 'link', ...app } };
  await world.restart();
  return Object.assign(world, { connect: () => connect(world, publicUrl) });
}

async function connect(world: OrgWorld, publicUrl: string): Promise<void> {
  const browser = openBrowser();
  const link = installLink('salesforce', { publicUrl, secretKey }, 'acme', world.now());
  const consent = new URL((await browser(link)).location);
  consent.searchParams.set('approve', INTEGRATION);
  const allowed = await fetch(consent, { redirect: 'manual' });
  const { status } = await browser(allowed.headers.get('location') ?? '');
  if (status !== 200) throw new Error(`the org was not connected: ${status}`);
  const isLookedAt = () =>
    world.org.calls.some(({ body }) => body.includes('FROM+Organization') || body.includes('FROM%20Organization'));
  await until(isLookedAt, () => `the org to be looked at; told:\n${world.told.join('\n')}`, 25_000);
  await world.quiet();
  world.advance(2_000);
}

test('an org that somebody connects while the product runs is worked on, also after its session ended', async () => {
  await using world = await startUnconnected();
  const { org } = world;
  expect(world.told.filter((line) => line.startsWith('connect:'))).toEqual([
    'connect: salesforce: no org is connected: open the link of `hot-lead salesforce install`',
  ]);
  await world.connect();
  org.ground.sessions.endAllOf(org.integrationUser);
  const id = hotVisitor(world);
  await world.minutes(2);
  expect(repOf(world, id)).toBeDefined();
  expect(world.slack.messages()).toHaveLength(1);
  // What nobody waits for is gathered for five minutes.
  await world.minutes(5);
  expect(episodesKept(world)).toMatchObject([{ lead: id, state: 'open' }]);
  expect((await fetch(`${world.app.url}/healthz`)).status).toBe(200);
});

test('an org that comes to a workspace of HubSpot while it runs: who is hot there is the same lead in both from then on', async () => {
  await using world = await startUnconnected({ home: 'hubspot' });
  const { org, hubspot } = world;
  world.advance(2_000);
  const email = 'ada@bigco.example';
  const contact = hubspot.addContact({ email, hs_lead_status: 'NEW' });
  hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email });
  await world.minutes(2);
  const owner = hubspot.contact(contact)?.['hubspot_owner_id'];
  const rep = world.reps.find(({ ownerId }) => ownerId === owner);
  const lead = org.addLead({ Email: email, LastName: 'Byron', Company: 'Big Co' });
  await world.connect();
  recordSignal(world, { Lead__c: lead }, 'page_view', 'https://acme.example/pricing');
  await world.minutes(6);
  expect(org.row('Lead', lead)).toMatchObject({ Hot_Lead_Tier__c: 'tier_2', Lead_Score__c: 55 });
  expect(hubspot.contact(contact)).toMatchObject({ hotlead_score: '55', hubspot_owner_id: rep?.ownerId });
  expect(await world.rows('select id from episodes')).toHaveLength(1);
  expect([hubspot.tasks().length, org.rows('Task').length, world.slack.messages().length]).toEqual([1, 0, 1]);
  // What happens next to the episode is told in the org, too.
  hubspot.logCall(contact, { ownerId: rep?.ownerId ?? '' });
  await world.minutes(7);
  expect(episodesKept(world)).toMatchObject([{ lead, owner: rep?.userId, state: 'contacted' }]);
});
