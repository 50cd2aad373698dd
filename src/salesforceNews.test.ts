import { describe, expect, test } from '@jest/globals';
import { type NewsWorld, SELECTED, startNewsWorld } from './salesforceNewsForTests.ts';
import { until } from './testing/until.ts';

const SECOND = 1_000;

/** Waits until so many readings are due, and gives them. */
async function readings(world: NewsWorld, count: number): Promise<string[]> {
  await until(async () => (await world.toRead()).length >= count, `${count} readings; told: ${world.told.join(' | ')}`);
  return world.toRead();
}

describe('a change in the org', () => {
  test('is a reading that is due within a second', async () => {
    await using world = await startNewsWorld();
    await using _ = world.listener();
    await world.listening();
    world.sandbox.addLead();
    await readings(world, 1);
    const began = performance.now();
    const id = world.sandbox.addLead();
    expect(await readings(world, 2)).toContain(id);
    expect(performance.now() - began).toBeLessThan(SECOND);
  });

  test('of a task or a signal is about the person it names, and about nobody where it names none', async () => {
    await using world = await startNewsWorld();
    const { sandbox } = world;
    const [lead, contact] = [sandbox.addLead(), sandbox.addContact()];
    await using _ = world.listener();
    await world.listening();
    sandbox.addTask({ Subject: 'nobody' });
    sandbox.addTask({ WhoId: contact, Subject: 'call' });
    sandbox.ground.create('Hot_Signal__c', { Lead__c: lead, Kind__c: 'page_view' }, { userId: world.rig.ann });
    expect(await readings(world, 2)).toEqual([contact, lead].toSorted());
  });

  test('of ours is not read, and of somebody else’s it is', async () => {
    await using world = await startNewsWorld();
    const [ours, theirs] = [world.sandbox.addLead(), world.sandbox.addLead()];
    await using _ = world.listener();
    await world.listening();
    const [written] = await world.rig.crm.writeLeads([{ leadId: ours, score: 42 }]);
    expect(written).toEqual({ ok: true });
    world.sandbox.setRecord(theirs, { Title: 'CTO' });
    expect(await readings(world, 1)).toEqual([theirs]);
    // Both were heard of: where to go on is after both.
    await until(async () => (await world.places()).length === 1, 'the place to be kept');
  });

  test('that is a conversion tells which contact the lead became', async () => {
    await using world = await startNewsWorld();
    const id = world.sandbox.addLead({ Company: 'Acme' });
    const heard: { leadId: string; into?: string }[] = [];
    await using _ = world.listener(async (changes, keep) => {
      heard.push(...changes);
      return keep();
    });
    await world.listening();
    const { contactId } = world.sandbox.convertLead(id);
    await until(() => heard.some(({ into }) => into === contactId), 'the conversion to be told');
    expect(heard).toContainEqual(expect.objectContaining({ leadId: id, into: contactId }));
  });
});

test('more changes at once than may be asked for at once are all told', async () => {
  await using world = await startNewsWorld();
  await using _ = world.listener();
  await world.listening();
  const ids = Array.from({ length: 250 }, (__, at) => `00Q${String(at).padStart(12, '0')}AAA`);
  for (const id of ids) world.pubsub.publishChange('Lead', [id], 'GAP_UPDATE');
  expect(await readings(world, 250)).toEqual(ids);
});

describe('what was heard', () => {
  test('and kept by a process that was killed before it kept where it was, is told again and done once', async () => {
    await using world = await startNewsWorld();
    const calls: { added: number; keys: string[] }[] = [];
    const { promise: hanging, reject: letGo } = Promise.withResolvers<never>();
    const killed = world.listener(async (changes, keep) => {
      calls.push({ added: await keep(), keys: changes.map(({ key }) => key) });
      if (calls.length === 2) await hanging;
    });
    await world.listening();
    world.sandbox.addLead();
    await until(async () => (await world.places()).length === 1, 'the first place to be kept');
    world.sandbox.addLead();
    await until(() => calls.length === 2, 'the second to be received');
    // Nothing of a killed process goes on: not even its streams.
    letGo(new Error('killed'));
    await killed.close();
    await using _ = world.listener(async (changes, keep) => {
      calls.push({ added: await keep(), keys: changes.map(({ key }) => key) });
    });
    await until(() => calls.length === 3, 'it to be told again');
    expect(calls.map(({ added }) => added)).toEqual([1, 1, 0]);
    expect(calls[2]?.keys).toEqual(calls[1]?.keys);
    expect(await world.toRead()).toHaveLength(2);
  });

  test('goes on after the last that was kept, when the service ended the streams', async () => {
    await using world = await startNewsWorld();
    await using _ = world.listener();
    await world.listening();
    const first = world.sandbox.addLead();
    await until(async () => (await world.places()).length === 1, 'the place to be kept');
    world.pubsub.cutStreams();
    await world.nobodyListens();
    const meanwhile = world.sandbox.addLead();
    expect(await readings(world, 2)).toEqual([first, meanwhile]);
    await world.listening();
    expect(world.told.join()).toContain('change events stopped: gRPC status 14');
  });

  test('goes on by another session, when the org takes the old one no more', async () => {
    await using world = await startNewsWorld();
    await using _ = world.listener();
    await world.listening();
    world.sandbox.ground.sessions.end(world.sessions.token);
    world.pubsub.cutStreams();
    await until(() => world.sessions.renewals === 1, 'the session to be renewed');
    await world.listening();
    const id = world.sandbox.addLead();
    expect(await readings(world, 1)).toEqual([id]);
    expect(world.sessions.renewals).toBe(1);
  });
});

describe('the poll looks at once', () => {
  test('where it is not known any more where we were, and from then on all is told', async () => {
    await using world = await startNewsWorld();
    const before = await world.pullDueAt();
    await world.rows(`insert into cursors values ('acme', 'salesforce:news:${world.sandbox.orgId}:Lead', '7', now())`);
    await using _ = world.listener();
    await until(async () => (await world.pullDueAt()) !== before, 'the poll to be due');
    await world.listening();
    const id = world.sandbox.addLead();
    expect(await readings(world, 1)).toEqual([id]);
  });

  test('where so much changed that the events do not say what', async () => {
    await using world = await startNewsWorld();
    const before = await world.pullDueAt();
    await using _ = world.listener();
    await world.listening();
    world.pubsub.publishChange('Lead', ['000000000000000AAA'], 'GAP_OVERFLOW');
    await until(async () => (await world.pullDueAt()) !== before, 'the poll to be due');
    expect(await world.toRead()).toEqual([]);
  });

  test('where the events of the day are used up, which is said once', async () => {
    await using world = await startNewsWorld();
    const before = await world.pullDueAt();
    await using news = world.listener();
    await world.listening();
    world.pubsub.spendAllocation();
    await until(async () => (await world.pullDueAt()) !== before, 'the poll to be due');
    expect(world.told.filter((text) => text.includes('used up'))).toHaveLength(1);
    expect(news.followed('acme')).toEqual([]);
  });
});

describe('of several processes', () => {
  test('one listens, and all know what it hears of', async () => {
    await using world = await startNewsWorld();
    await using one = world.listener();
    await world.listening();
    await using two = world.listener();
    for (const object of ['Lead', 'Contact', 'Task'])
      world.pubsub.publishChange(object, ['000000000000001AAA'], 'GAP_UPDATE');
    await until(async () => (await world.places()).length === 3, 'the places to be kept');
    expect(one.followed('acme')).toEqual([]);
    world.clock.advance(6 * SECOND);
    await until(() => two.followed('acme').length === 3, 'the other to know');
    expect(one.followed('acme')).toEqual(['Lead', 'Contact', 'Task']);
    expect(world.pubsub.subscriptions()).toBe(SELECTED.length);
  });

  test('another takes over at once from one that ends', async () => {
    await using world = await startNewsWorld();
    const one = world.listener();
    await world.listening();
    await using _ = world.listener();
    await one.close();
    await world.listening();
    const id = world.sandbox.addLead();
    expect(await readings(world, 1)).toEqual([id]);
  });

  test('another takes over from one that was killed, half a minute later', async () => {
    await using world = await startNewsWorld();
    await world.rows(
      `insert into cursors values ('acme', 'salesforce:news:${world.sandbox.orgId}', '{"holder":"dead","follows":["Lead"]}',
         '${new Date(world.clock.now()).toISOString()}')`,
    );
    await using news = world.listener();
    await until(() => news.followed('acme').includes('Lead'), 'it to see what the dead one follows');
    expect(world.pubsub.subscriptions()).toBe(0);
    world.clock.advance(31 * SECOND);
    await world.listening();
  });
});

test('an object that nobody selected is passed over, and said', async () => {
  await using world = await startNewsWorld();
  await using _ = world.listener();
  await until(() => world.told.length > 0, 'it to be said');
  await world.listening();
  expect(world.told).toEqual([expect.stringContaining('Opportunity is not selected for change data capture')]);
});

test('where a workspace works on two CRMs, records have the names by which both are known', async () => {
  await using world = await startNewsWorld({ named: (kind, record) => `${kind}:${record}` });
  await using _ = world.listener();
  await world.listening();
  const id = world.sandbox.addLead();
  expect(await readings(world, 1)).toEqual([`salesforce:${id}`]);
});
