import { describe, expect, test } from '@jest/globals';
import { until } from './testing/until.ts';
import { startWorld, type World } from './testing/world.ts';

const HOT_STATUS = 'HOT_LEAD_IMMEDIATE_ACTION_REQUIRED';
const UPDATE = '/crm/objects/2026-03/contacts/batch/update';
const READ = '/crm/objects/2026-03/contacts/batch/read';
const SEARCH = '/crm/objects/2026-03/contacts/search';

function demo(world: World, name: string, values: Record<string, string> = {}): string {
  const email = `${name}@bigco.example`;
  const id = world.hubspot.addContact({ email, firstname: name, ...values });
  world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email });
  return id;
}

/** The same call refused until `mended` is called. */
function refuse(world: World, path: string, status: number): { mended: () => void } {
  const more = () =>
    world.hubspot.badDay('*', path, { kind: 'status', status, body: { status: 'error', message: 'no' } });
  more();
  const stop = world.hubspot.onCall((call, phase) => {
    if (phase === 'after' && call.path === path) more();
  });
  return {
    mended() {
      stop();
      // The one that is still queued is used up by the next call, which is tried again.
    },
  };
}

describe('a token that is revoked and renewed', () => {
  test('loses no lead: the poller and the readings go on, and health says meanwhile what is wrong', async () => {
    await using world = await startWorld();
    const refusals = [refuse(world, READ, 401), refuse(world, SEARCH, 401)];
    const id = demo(world, 'ada');
    await world.push();
    await until(() => world.told.some((line) => line.startsWith('failed: read')), 'the refusal');
    world.advance(400_000);
    await until(async () => (await fetch(`${world.app.url}/healthz`)).status === 503, 'health to say so');
    for (const { mended } of refusals) mended();
    // Never moved while a post is under way: that would be a post that hung for two minutes.
    await until(() => {
      world.advance(130_000);
      return world.told.some((line) => line.startsWith('signal'));
    }, 'the lead to be read after all');
    await until(() => world.hubspot.contact(id)?.['hubspot_owner_id'], 'its owner to be written');
    await world.settled();
    expect([world.hubspot.tasks().length, world.slack.messages().length]).toEqual([1, 1]);
    await until(async () => (await fetch(`${world.app.url}/healthz`)).status === 200, 'health to be good again');
  });

  test('in Slack: the alert waits, and is told once', async () => {
    await using world = await startWorld();
    const revoked = { kind: 'status', status: 200, body: { ok: false, error: 'token_revoked' } } as const;
    for (let time = 0; time < 3; time++) world.slack.server.badDay('POST', '/api/chat.postMessage', revoked);
    demo(world, 'ada');
    await world.push();
    for (let refusals = 1; refusals <= 3; refusals++) {
      const told = () => world.told.filter((line) => line.startsWith('failed: alert')).length;
      await until(() => told() === refusals, `refusal ${refusals}`);
      expect(world.slack.messages()).toHaveLength(0);
      world.advance(130_000);
    }
    await world.settled();
    expect(world.slack.messages()).toHaveLength(1);
  });
});

describe('what a person chose', () => {
  // A failure that is tried again, too many calls, and a token that was revoked.
  test.each([503, 429, 401])('is not written over by a write that had to wait because of a %i', async (status) => {
    await using world = await startWorld();
    const [, bob] = world.reps;
    const id = demo(world, 'ada');
    const { mended } = refuse(world, UPDATE, status);
    await world.push();
    // Score first, then owner and status: the write that waits is the one with all of them.
    await until(() => world.hubspot.tasks().length > 0 && world.slack.messages().length > 0, 'somebody to have it');
    await until(async () => {
      world.advance(10_000);
      return (await world.rows("select 1 from crm_writes where sending ? 'hotStatus'")).length > 0;
    }, 'the first try');
    // Nobody tells us: the choice is found by reading before the next try.
    world.hubspot.setContact(id, { hubspot_owner_id: bob?.ownerId ?? '', hs_lead_status: 'IN_PROGRESS' });
    mended();
    await until(() => {
      world.advance(10_000);
      return world.hubspot.contact(id)?.['hotlead_tier'] === 'tier_2';
    }, 'the score');
    await world.settled();
    expect(world.hubspot.contact(id)).toMatchObject({
      hubspot_owner_id: bob?.ownerId,
      hs_lead_status: 'IN_PROGRESS',
    });
  });

  test('is not written over by a score that falls days later', async () => {
    await using world = await startWorld();
    const [, bob] = world.reps;
    const id = demo(world, 'ada');
    await world.push();
    await world.settled();
    world.hubspot.setContact(id, { hubspot_owner_id: bob?.ownerId ?? '', hs_lead_status: 'CONNECTED' });
    world.advance(8 * 24 * 3_600_000);
    await until(() => world.hubspot.contact(id)?.['hotlead_tier'] === 'none', 'the score to fall');
    expect(world.hubspot.contact(id)).toMatchObject({ hubspot_owner_id: bob?.ownerId, hs_lead_status: 'CONNECTED' });
  });
});

describe('one bad record', () => {
  test('half an emoji in a job title hinders nobody', async () => {
    await using world = await startWorld();
    const bad = demo(world, 'bad', { jobtitle: 'VP \ud83d' });
    const good = demo(world, 'good');
    await world.push();
    await world.settled();
    expect(world.contactsWithTask()).toEqual([bad, good].sort());
  });

  test('an owner the CRM refuses does not keep the score from being written', async () => {
    await using world = await startWorld();
    const { mended } = refuse(world, UPDATE, 503);
    const id = demo(world, 'ada');
    await world.push();
    // The score waits until owner and status are in the same write.
    await until(() => world.hubspot.tasks().length > 0 && world.slack.messages().length > 0, 'somebody to have it');
    mended();
    const refused = { status: 'error', category: 'VALIDATION_ERROR', message: 'owner is not active' };
    world.hubspot.badDay('POST', UPDATE, { kind: 'status', status: 400, body: refused });
    await until(() => {
      world.advance(5_000);
      return world.hubspot.contact(id)?.['hotlead_tier'] === 'tier_2';
    }, 'the score');
    await world.settled();
    expect(world.told.some((line) => line.includes('refused as invalid'))).toBe(true);
    expect(world.hubspot.contact(id)?.['hubspot_owner_id']).toBeUndefined();
    expect(world.hubspot.tasks()).toHaveLength(1);
  });
});

test('properties that could not be prepared at the start are prepared before anything is written', async () => {
  await using world = await startWorld({ appRuns: false });
  const groups = '/crm/properties/2026-03/contacts/groups';
  for (const method of ['GET', 'POST']) world.hubspot.badDay(method, `${groups}*`, { kind: 'status', status: 503 });
  world.hubspot.badDay('*', '/crm/properties/2026-03/*', { kind: 'status', status: 503 });
  await world.restart();
  const id = demo(world, 'ada');
  await world.push();
  await until(
    () => {
      world.advance(5_000);
      return world.hubspot.contact(id)?.['hs_lead_status'];
    },
    `the status; told:\n${world.told.join('\n')}`,
  );
  expect(world.hubspot.contact(id)).toMatchObject({ hs_lead_status: HOT_STATUS, hotlead_tier: 'tier_2' });
});

test('two processes on one database tell sixty leads once each, and share them fairly', async () => {
  await using world = await startWorld();
  await using _second = await world.another();
  const ids = Array.from({ length: 60 }, (_, index) => demo(world, `lead${index}`));
  await world.push();
  await world.pushAgain('all');
  await world.settled();
  expect(world.contactsWithTask()).toEqual(ids.sort());
  expect(world.slack.messages()).toHaveLength(60);
  expect(world.reps.map(({ slackId }) => world.slack.messages(slackId).length)).toEqual([20, 20, 20]);
});

test('a merged contact keeps its lead: what follows goes to the record that is left, and nothing counts twice', async () => {
  await using world = await startWorld();
  const [kept, gone] = [demo(world, 'ada'), world.hubspot.addContact({ email: 'ada.old@bigco.example' })];
  await world.push();
  await world.settled();
  const merged = await fetch(`${world.hubspot.url}/crm/objects/2026-03/contacts/merge`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json' },
    body: JSON.stringify({ primaryObjectId: kept, objectIdToMerge: gone }),
  });
  const { id } = (await merged.json()) as { id: string };
  world.hubspot.visitPage(id, 'https://acme.example/pricing');
  await world.push();
  await world.settled();
  expect(await world.rows('select type from signals order by type')).toEqual([
    { type: 'demo_request' },
    { type: 'pricing_page_visit' },
  ]);
  await until(() => world.hubspot.contact(id)?.['hotlead_score'] === '55', 'the score on the record that is left');
  expect(world.slack.messages()).toHaveLength(1);
});

test('an end in the middle of a burst takes seconds, and the next start does the rest', async () => {
  await using world = await startWorld();
  const ids = Array.from({ length: 300 }, (_, index) => demo(world, `lead${index}`));
  await world.push();
  const before = performance.now();
  await world.restart();
  expect(performance.now() - before).toBeLessThan(15_000);
  await world.settled(25_000);
  expect(world.contactsWithTask()).toEqual(ids.sort());
  expect(world.slack.messages()).toHaveLength(300);
}, 60_000);
