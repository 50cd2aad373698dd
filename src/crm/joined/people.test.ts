import { describe, expect, test } from '@jest/globals';
import { Failure } from '../../failure.ts';
import { adaInBoth, pair, readOne } from './pairForTests.ts';

const SF = 'salesforce:00Q1';
const visit = (sourceId: string, at: number, name = '/pricing') => ({ sourceId, kind: 'page_view' as const, at, name });

describe('the same person in two CRMs', () => {
  test.each(['101', SF])('is one by e-mail, whatever its case, whichever record is asked for: %s', async (id) => {
    const on = pair();
    adaInBoth(on);
    expect(await readOne(on, id)).toMatchObject({ id: '101', firstName: 'Ada', lastName: 'Byron', also: [SF] });
    expect(on.links.all()).toMatchObject([{ first: '101', second: SF, how: 'email' }]);
  });

  test('is told once when both records are asked for', async () => {
    const on = pair();
    adaInBoth(on);
    const { people } = await on.crm.readLeads(['101', SF]);
    expect(people.map(({ id }) => id)).toEqual(['101']);
  });

  test.each(['101', SF])('is one by the id that a sync wrote, without any address: asked for %s', async (id) => {
    const on = pair();
    on.hubspot.set('101', { firstName: 'Ada', syncIds: [SF] });
    on.salesforce.set('00Q1', { lastName: 'Byron' });
    expect(await readOne(on, id)).toMatchObject({ id: '101', also: [SF] });
    expect(on.links.all()).toMatchObject([{ second: SF }]);
  });

  test('goes by the id a sync wrote rather than by an address that somebody else has too', async () => {
    const on = pair();
    on.hubspot.set('101', { email: 'info@bigco.example' });
    on.hubspot.set('102', { email: 'ada@bigco.example', syncIds: [SF] });
    on.salesforce.set('00Q1', { email: 'info@bigco.example', syncIds: ['hubspot:102'] });
    expect(await readOne(on, SF)).toMatchObject({ id: '102' });
  });

  test('is parted from who has the same address once a sync says who they are', async () => {
    const on = pair();
    adaInBoth(on);
    await readOne(on);
    on.hubspot.set('102', { email: 'byron@bigco.example', syncIds: [SF] });
    expect(await readOne(on, '102')).toMatchObject({ id: '102', also: [SF] });
    expect(await readOne(on)).not.toHaveProperty('also');
    expect(await readOne(on, SF)).toMatchObject({ id: '102' });
  });

  test('stays one once known, although the addresses part', async () => {
    const on = pair();
    adaInBoth(on);
    await readOne(on);
    on.hubspot.set('101', { email: 'ada@private.example' });
    expect(await readOne(on, SF)).toMatchObject({ id: '101', email: 'ada@private.example' });
  });

  test('has all records of the second CRM with that address, the newest speaking for them', async () => {
    const on = pair();
    adaInBoth(on);
    on.salesforce.set('0039', { email: 'ada@bigco.example', ownerId: '005B' });
    on.salesforce.set('00Q1', { ownerId: '005A' });
    const ada = await readOne(on);
    expect(ada.also?.toSorted()).toEqual(['salesforce:0039', SF]);
    expect(ada.ownerId).toBe('1');
  });

  test('of whom only the second CRM knows has its id, and an owner by the one id', async () => {
    const on = pair();
    on.salesforce.set('00Q1', { email: 'eve@bigco.example', ownerId: '005A', activities: [visit('v1', 1)] });
    const eve = await readOne(on, SF);
    expect(eve).toMatchObject({ id: SF, ownerId: '1', activities: [{ sourceId: 'salesforce-v1' }] });
    expect(eve).not.toHaveProperty('also');
  });

  test('is found when the second record is made later', async () => {
    const on = pair();
    on.hubspot.set('101', { email: 'ada@bigco.example' });
    expect(await readOne(on)).not.toHaveProperty('also');
    on.salesforce.set('00Q1', { email: 'ada@bigco.example' });
    expect(await readOne(on, SF)).toMatchObject({ id: '101', also: [SF] });
    expect(await readOne(on)).toMatchObject({ also: [SF] });
  });

  test('nobody is looked for again and again who is not there', async () => {
    const on = pair();
    on.hubspot.set('101', { email: 'ada@bigco.example' });
    for (let n = 0; n < 5; n++) await readOne(on);
    expect(on.salesforce.calls.get('matches')).toBe(1);
  });
});

describe('records that are gone', () => {
  test('one of two is told gone, and the person goes on by the other', async () => {
    const on = pair();
    adaInBoth(on);
    await readOne(on);
    on.hubspot.delete('101');
    const { people, gone } = await on.crm.readLeads([SF]);
    expect(people).toMatchObject([{ id: SF, lastName: 'Byron' }]);
    expect(gone).toEqual(['101']);
    expect(on.links.all()).toEqual([]);
  });

  test.each([
    ['the changes tell of it first', true],
    ['it is read first', false],
  ])('a rep who converts a Lead and takes it has it, where %s', async (_when, isTold) => {
    const on = pair();
    adaInBoth(on);
    on.hubspot.set('101', { ownerId: '1' });
    on.salesforce.set('00Q1', { ownerId: '005A' });
    expect(await readOne(on)).toMatchObject({ ownerId: '1' });
    on.clock.advance(60_000);
    on.salesforce.delete('00Q1');
    on.salesforce.set('0031', { ownerId: '005B', ...(!isTold && { email: 'ada@bigco.example' }) });
    if (isTold) {
      const before = { ...on.salesforce.crm };
      on.salesforce.crm.changesSince = async (cursor, startAt) => {
        const page = await before.changesSince(cursor, startAt);
        return { ...page, changes: [{ key: 'k', leadId: '00Q1', into: '0031' }] };
      };
      await on.crm.changesSince(undefined, 0);
    }
    for (let n = 0; n < 2; n++)
      expect(await readOne(on)).toMatchObject({ id: '101', also: ['salesforce:0031'], ownerId: '2' });
  });

  test('after a merge the survivor has the other half', async () => {
    const on = pair();
    adaInBoth(on);
    await readOne(on);
    on.hubspot.set('102', { email: 'ada@bigco.example' });
    on.hubspot.delete('101');
    expect(await readOne(on, '102')).toMatchObject({ id: '102', also: [SF] });
    expect(on.links.all()).toMatchObject([{ first: '102', second: SF }]);
  });
});

describe('what the two say', () => {
  test('is joined: the first where it says anything, the latest times, an opt-out in either', async () => {
    const on = pair();
    adaInBoth(on);
    on.hubspot.set('101', { company: 'Big Co', touchedAt: 5, hasDeals: false, unsubscribed: false });
    on.clock.advance(1_000);
    const fields = {
      company: 'BIGCO Inc',
      phone: '1',
      touchedAt: 9,
      contactedAt: 7,
      hasDeals: true,
      unsubscribed: true,
    };
    on.salesforce.set('00Q1', fields);
    expect(await readOne(on)).toMatchObject({
      company: 'Big Co',
      phone: '1',
      touchedAt: 9,
      contactedAt: 7,
      hasDeals: true,
      unsubscribed: true,
      modifiedAt: on.now(),
    });
  });

  test('whether there are deals is unknown while one does not say', async () => {
    const on = pair();
    adaInBoth(on);
    on.hubspot.set('101', { hasDeals: false });
    expect(await readOne(on)).not.toHaveProperty('hasDeals');
  });

  test('what a sync wrote from one into the other is told once, what happened twice is told twice', async () => {
    const on = pair();
    adaInBoth(on);
    const reply = { kind: 'email_reply' as const, at: 90_000 };
    on.hubspot.set('101', {
      activities: [visit('a', 0), visit('b', 60_000), { ...reply, sourceId: 'r', name: 'Re: x' }],
    });
    on.salesforce.set('00Q1', {
      activities: [visit('a', 30_000), visit('c', 600_000), { ...reply, sourceId: 'm', name: 'x' }],
    });
    const told = (await readOne(on)).activities.map(({ sourceId }) => sourceId);
    expect(told).toEqual(['a', 'b', 'r', 'salesforce-c']);
  });
});

describe('while one CRM is away', () => {
  const gone = Failure.retry('salesforce: 503');

  test('who is in both is told by the other, an opt-out kept, and read again when it is back', async () => {
    const on = pair();
    adaInBoth(on);
    on.salesforce.set('00Q1', { ownerId: '005B', unsubscribed: true });
    await readOne(on);
    const { cursor } = await on.crm.changesSince(undefined, 0);
    on.salesforce.away = gone;
    on.hubspot.set('101', { jobTitle: 'CTO' });
    const ada = { id: '101', also: [SF], jobTitle: 'CTO', ownerId: '2', unsubscribed: true };
    expect(await readOne(on)).toMatchObject(ada);
    const away = await on.crm.changesSince(cursor, 0);
    expect(away).toMatchObject({ changes: [{ leadId: '101' }], failed: [gone] });
    on.salesforce.away = undefined;
    on.clock.advance(60_000);
    const back = await on.crm.changesSince(away.cursor, 0);
    expect(back.changes).toMatchObject([{ key: expect.stringMatching(/^half:/), leadId: '101' }]);
    expect(await readOne(on)).toMatchObject({ ...ada, lastName: 'Byron' });
    expect((await on.crm.changesSince(back.cursor, 0)).changes).toEqual([]);
  });

  test('a half that is missed time and again is wanted a minute after each time, those who waited longest first', async () => {
    const on = pair();
    adaInBoth(on);
    await readOne(on);
    const { cursor } = await on.crm.changesSince(undefined, 0);
    const before = { ...on.salesforce.crm };
    on.salesforce.crm.readLeads = () => Promise.reject(gone);
    await readOne(on);
    const keys = new Set<string>();
    for (let n = 1; n <= 3; n++) {
      expect((await on.crm.changesSince(cursor, 0)).changes).toEqual([]);
      on.clock.advance(60_000);
      for (const { key } of (await on.crm.changesSince(cursor, 0)).changes) keys.add(key);
      expect(keys.size).toBe(n);
      await readOne(on);
    }
    on.salesforce.crm.readLeads = (ids) => before.readLeads(ids);
    await readOne(on);
    on.clock.advance(60_000);
    expect((await on.crm.changesSince(cursor, 0)).changes).toEqual([]);
  });

  test('who is known to the first only is read all the same, and looked for later', async () => {
    const on = pair();
    on.salesforce.away = gone;
    adaInBoth(on);
    expect(await readOne(on)).toMatchObject({ id: '101', firstName: 'Ada' });
    on.salesforce.away = undefined;
    expect(await readOne(on)).toMatchObject({ also: [SF] });
  });

  test('who only that one knows is unreadable beside others, and the failure when nobody else is asked for', async () => {
    const on = pair();
    on.hubspot.set('101', { email: 'ada@bigco.example' });
    on.salesforce.set('00Q2', { email: 'eve@bigco.example' });
    on.salesforce.away = gone;
    const answer = await on.crm.readLeads(['101', 'salesforce:00Q2']);
    expect(answer).toMatchObject({ people: [{ id: '101' }], unreadable: ['salesforce:00Q2'] });
    await expect(on.crm.readLeads(['salesforce:00Q2'])).rejects.toBe(gone);
  });

  test('changes of the other come, each CRM keeps its place, and nobody answering is a failure', async () => {
    const on = pair();
    on.hubspot.set('101', {});
    on.salesforce.set('00Q1', {});
    on.salesforce.away = gone;
    const first = await on.crm.changesSince(undefined, 0);
    expect(first.changes.map(({ leadId }) => leadId)).toEqual(['101']);
    on.salesforce.away = undefined;
    const second = await on.crm.changesSince(first.cursor, 0);
    expect(second.changes).toMatchObject([{ leadId: SF, key: expect.stringMatching(/^salesforce:/) }]);
    expect(second).not.toHaveProperty('failed');
    on.hubspot.away = on.salesforce.away = gone;
    await expect(on.crm.changesSince(second.cursor, 0)).rejects.toBe(gone);
  });
});
