import { describe, expect, test } from '@jest/globals';
import { hasRedis, ownRedis } from './testing/redis.ts';
import { until } from './testing/until.ts';
import { startWorld, type World } from './testing/world.ts';

const HOT_STATUS = 'HOT_LEAD_IMMEDIATE_ACTION_REQUIRED';

/** A new person who looks at prices and asks for a demo; the changes are not sent yet. */
function visitor(world: World, name = 'ada', values: Record<string, string> = {}): string {
  const email = `${name}@bigco.example`;
  const id = world.hubspot.addContact({ email, firstname: name, lastname: 'Byron', company: 'Big Co', ...values });
  world.hubspot.visitPage(id, 'https://acme.example/pricing?plan=pro');
  world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email });
  return id;
}

const backends = [
  ['Postgres', describe],
  ['Redis', hasRedis ? describe : describe.skip],
] as const;

for (const [backend, suite] of backends)
  suite(`the main job on ${backend}`, () => {
    async function start(): Promise<{ world: World; flush: () => Promise<void> } & AsyncDisposable> {
      const redis = backend === 'Redis' ? await ownRedis() : undefined;
      const world = await startWorld(redis === undefined ? {} : { redisUrl: redis.url });
      return {
        world,
        flush: async () => redis?.flushAll(),
        async [Symbol.asyncDispose]() {
          await world[Symbol.asyncDispose]();
          await redis?.[Symbol.asyncDispose]();
        },
      };
    }

    test('a demo request becomes one owner, one status, one task in that rep’s queue and one alert with the reasons', async () => {
      await using started = await start();
      const { world } = started;
      const id = visitor(world);
      await world.push();
      await world.settled();
      const contact = world.hubspot.contact(id);
      const rep = world.reps.find(({ ownerId }) => ownerId === contact?.['hubspot_owner_id']);
      expect(rep).toBeDefined();
      expect(contact).toMatchObject({ hs_lead_status: HOT_STATUS, hotlead_score: '55', hotlead_tier: 'tier_2' });
      expect(contact?.['hotlead_reason']).toContain('asked for a demo');
      const [task, ...otherTasks] = world.hubspot.tasks();
      expect(otherTasks).toEqual([]);
      expect(task).toMatchObject({ hs_task_priority: 'HIGH', hubspot_owner_id: rep?.ownerId, contactIds: [id] });
      expect(task?.['hs_task_subject']).toMatch(/^HOT LEAD: Contact within 1 hour - asked for a demo/);
      const inOneHour = Date.parse(task?.['hs_timestamp'] ?? '') - world.now();
      expect(Math.abs(inOneHour - 3_600_000)).toBeLessThan(30_000);
      expect(task?.['hs_queue_membership_ids']).toBe(rep?.name === 'Ann Rep' ? '777' : undefined);
      const [alert, ...otherAlerts] = world.slack.messages();
      expect(otherAlerts).toEqual([]);
      expect(alert?.text).toMatch(/^Hot lead 55, ada Byron \(Big Co\): asked for a demo/);
      expect(world.slack.messages(rep?.slackId)).toHaveLength(1);
      expect(JSON.stringify(alert)).toContain(`/record/0-1/${id}`);
    });

    test('redelivered webhooks, a 429, a 503 and a lost answer on the task still make one task, one alert and one owner', async () => {
      await using started = await start();
      const { world } = started;
      world.hubspot.badDay('POST', '/crm/objects/2026-03/contacts/batch/read', {
        kind: 'status',
        status: 429,
        headers: { 'Retry-After': '1' },
        body: { status: 'error', message: 'slow down', errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' },
      });
      world.hubspot.badDay('POST', '/crm/objects/2026-03/contacts/batch/update', { kind: 'status', status: 503 });
      world.hubspot.badDay('POST', '/crm/objects/2026-03/tasks/batch/create', { kind: 'cut', when: 'after' });
      world.slack.server.badDay('POST', '/api/chat.postMessage', {
        kind: 'status',
        status: 429,
        headers: { 'Retry-After': '1' },
      });
      const id = visitor(world);
      await world.push();
      await world.pushAgain('all');
      await world.settled();
      await world.pushAgain('all');
      await world.settled();
      expect(world.hubspot.tasks()).toHaveLength(1);
      expect(world.slack.messages()).toHaveLength(1);
      expect(world.hubspot.history(id, 'hubspot_owner_id')).toHaveLength(1);
      expect(world.hubspot.history(id, 'hs_lead_status')).toHaveLength(1);
      expect(await world.rows('select id from episodes')).toHaveLength(1);
    });

    test('a task call that never reached HubSpot is looked for twice, then made once', async () => {
      await using started = await start();
      const { world } = started;
      world.hubspot.badDay('POST', '/crm/objects/2026-03/tasks/batch/create', { kind: 'cut', when: 'before' });
      visitor(world);
      await world.push();
      await until(() => world.slack.messages().length === 1, 'the alert');
      expect(world.hubspot.tasks()).toHaveLength(0);
      world.advance(3_000);
      await until(() => world.hubspot.calls.some((call) => call.path.includes('/associations/')), 'the first look');
      expect(world.hubspot.tasks()).toHaveLength(0);
      world.advance(61_000);
      await world.settled();
      expect(world.hubspot.tasks()).toHaveLength(1);
    });

    test('forty leads in one burst are each told once and shared fairly, also when Redis is flushed in the middle', async () => {
      await using started = await start();
      const { world, flush } = started;
      const ids = Array.from({ length: 40 }, (_, index) => visitor(world, `lead${index}`));
      await world.push();
      await until(() => world.slack.messages().length > 3, 'the first alerts');
      await flush();
      await world.settled();
      expect(world.contactsWithTask()).toEqual(ids.sort());
      expect(world.slack.messages()).toHaveLength(40);
      const shares = world.reps.map(({ slackId }) => world.slack.messages(slackId).length);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    });
  });

describe('the main job', () => {
  test('an owner set by people is kept, and a changed mind of the pool is not written', async () => {
    await using world = await startWorld();
    const bob = world.reps[1];
    const id = visitor(world, 'eve', { hubspot_owner_id: bob?.ownerId ?? '' });
    await world.push();
    await world.settled();
    expect(world.hubspot.contact(id)?.['hubspot_owner_id']).toBe(bob?.ownerId);
    expect(world.hubspot.history(id, 'hubspot_owner_id')).toHaveLength(1);
    expect(world.slack.messages(bob?.slackId)).toHaveLength(1);
    expect(world.hubspot.tasks()[0]?.['hubspot_owner_id']).toBe(bob?.ownerId);
  });

  test('without any webhook the poller finds the lead, and reads no change twice', async () => {
    await using world = await startWorld();
    const id = visitor(world);
    // Never moved while a post is under way: that would be a post that hung.
    await until(() => {
      world.advance(5_000);
      return world.told.some((line) => line.startsWith('signal'));
    }, 'the poller to find it');
    await world.settled();
    const callsTo = (path: string) => world.hubspot.calls.filter((call) => call.path.includes(path)).length;
    // Whose a submission is, is asked by the same call: once for each round over the forms.
    const reads = () => callsTo('/contacts/batch/read') - callsTo('/form-integrations/');
    const polls = () => callsTo('/search');
    const before = polls();
    await until(() => {
      world.advance(5_000);
      return polls() >= before + 3;
    }, 'three polls');
    await world.settled();
    // The visit, and the echo of our own write: nothing else changed.
    expect(reads()).toBeLessThanOrEqual(3);
    expect(world.slack.messages()).toHaveLength(1);
    expect(world.hubspot.contact(id)?.['hotlead_tier']).toBe('tier_2');
  });

  test('a rep who is unknown in Slack does not silence the alert: the shared channel gets it', async () => {
    await using world = await startWorld();
    for (const { slackId } of world.reps) {
      const user = world.slack.user(slackId);
      if (user !== undefined) user.deleted = true;
    }
    visitor(world);
    await world.push();
    await world.settled();
    expect(world.slack.messages(world.hotLeads)).toHaveLength(1);
    expect(world.slack.messages()).toHaveLength(1);
  });

  test('an alert whose answer is lost is posted once more and says so', async () => {
    await using world = await startWorld();
    world.slack.server.badDay('POST', '/api/chat.postMessage', { kind: 'cut', when: 'after' });
    visitor(world);
    await world.push();
    await until(() => world.slack.messages().length === 1, 'the first copy');
    world.advance(5_000);
    await world.settled();
    const [first, second, third] = world.slack.messages();
    expect(third).toBeUndefined();
    expect(JSON.stringify(first)).not.toContain('second copy');
    expect(JSON.stringify(second)).toContain('second copy');
  });

  test('a new start finds its data, and does nothing again', async () => {
    await using world = await startWorld();
    visitor(world);
    await world.push();
    await world.settled();
    await world.restart();
    expect(world.app.found).toEqual({ leads: 1, episodes: 1 });
    await world.pushAgain('all');
    await world.settled();
    expect([world.hubspot.tasks().length, world.slack.messages().length]).toEqual([1, 1]);
  });

  test('scores fall by themselves: the CRM hears when the tier is lost, and nobody is told twice', async () => {
    await using world = await startWorld();
    const id = visitor(world);
    await world.push();
    await world.settled();
    // Answered: nobody is called to account while it cools.
    world.hubspot.logCall(id, { ownerId: world.hubspot.contact(id)?.['hubspot_owner_id'] ?? '' });
    await world.push();
    await world.settled();
    world.advance(24 * 3_600_000 + 1_000);
    await until(() => world.hubspot.contact(id)?.['hotlead_tier'] === 'tier_3', 'the lane to end');
    world.advance(7 * 24 * 3_600_000);
    await until(() => world.hubspot.contact(id)?.['hotlead_tier'] === 'none', 'the demo request to lapse');
    expect(world.slack.messages()).toHaveLength(1);
    expect(world.hubspot.contact(id)?.['hotlead_score']).toBe('19');
  });
});
