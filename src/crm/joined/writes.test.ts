import { describe, expect, test } from '@jest/globals';
import type { CrmLead, LeadWrite } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { adaInBoth, pair, type PairForTests, readOne } from './pairForTests.ts';

const SF = 'salesforce:00Q1';
const HOT = { status: 'HOT_LEAD_IMMEDIATE_ACTION_REQUIRED' };
const SF_HOT = { status: 'Hot Lead - Immediate Action Required' };

async function known(): Promise<PairForTests> {
  const on = pair();
  adaInBoth(on);
  await readOne(on);
  return on;
}
const write = async (on: PairForTests, fields: Omit<LeadWrite, 'leadId'>, leadId = '101') =>
  (await on.crm.writeLeads([{ leadId, ...fields }]))[0];

describe('writing somebody who is in both', () => {
  test.each(['101', SF])('writes all of it to both, the owner by the id that each knows: %s', async (id) => {
    const on = await known();
    const fields = { ownerId: '2', hotStatus: true, score: 82, tier: 'tier_1', reason: 'asked for a demo' } as const;
    expect(await write(on, fields, id)).toEqual({ ok: true });
    expect(on.hubspot.written).toEqual([{ leadId: '101', ...fields }]);
    expect(on.salesforce.written).toEqual([{ leadId: '00Q1', ...fields, ownerId: '005B' }]);
    expect(on.hubspot.lead('101')).toMatchObject({ ownerId: '2', ...HOT });
    expect(on.salesforce.lead('00Q1')).toMatchObject({ ownerId: '005B', ...SF_HOT });
  });

  test('while one is away the other is written, and both again later without harm', async () => {
    const on = await known();
    on.salesforce.away = Failure.retry('salesforce: 503');
    const outcome = await write(on, { ownerId: '2', score: 82 });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'retry' } });
    expect(on.hubspot.lead('101')).toMatchObject({ ownerId: '2' });
    on.salesforce.away = undefined;
    expect(await write(on, { ownerId: '2', score: 82 })).toEqual({ ok: true });
    expect(on.salesforce.lead('00Q1')).toMatchObject({ ownerId: '005B' });
  });

  test('what one refuses for good keeps nothing from the other, and is refused', async () => {
    const on = await known();
    on.salesforce.delete('00Q1');
    expect(await write(on, { score: 82 })).toMatchObject({ ok: false, failure: { kind: 'permanent' } });
    expect(on.hubspot.written).toHaveLength(1);
  });

  test('an owner whom one CRM does not have leaves its owner alone, and is told once', async () => {
    const on = await known();
    on.salesforce.set('00Q1', { ownerId: '005A' });
    expect(await write(on, { ownerId: '3', score: 50 })).toEqual({ ok: true });
    expect(await write(on, { ownerId: '3', score: 51 })).toEqual({ ok: true });
    expect(on.hubspot.lead('101')).toMatchObject({ ownerId: '3' });
    expect(on.salesforce.lead('00Q1')).toMatchObject({ ownerId: '005A' });
    expect((await on.crm.prepare()).problems).toEqual([expect.stringMatching(/^salesforce: owner 3 of hubspot/)]);
    expect((await on.crm.prepare()).problems).toEqual([]);
  });

  test('an owner who is in no CRM that has the person is refused, and the score is written', async () => {
    const on = pair();
    on.salesforce.set('00Q2', { email: 'eve@bigco.example' });
    const outcome = await write(on, { ownerId: '3', score: 50 }, 'salesforce:00Q2');
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'permanent' } });
    expect(on.salesforce.written).toEqual([{ leadId: '00Q2', score: 50 }]);
  });

  test('after it was hot each status becomes what it was in its own CRM, but not where a person chose', async () => {
    const on = await known();
    await write(on, { hotStatus: true });
    expect(await write(on, { hotStatus: true })).toEqual({ ok: true });
    await write(on, { statusAfter: 'NEW' });
    expect(on.hubspot.lead('101')).toMatchObject({ status: 'NEW' });
    expect(on.salesforce.lead('00Q1')).toMatchObject({ status: 'Open - Not Contacted' });
    await readOne(on);
    await write(on, { hotStatus: true });
    on.salesforce.set('00Q1', { status: 'Working' });
    await write(on, { statusAfter: 'CONNECTED' });
    expect(on.hubspot.lead('101')).toMatchObject({ status: 'CONNECTED' });
    expect(on.salesforce.lead('00Q1')).toMatchObject({ status: 'Working' });
  });
});

describe('a record that became theirs when they were hot already', () => {
  const catchUp = (on: PairForTests) => write(on, { catchUp: true });
  /** Ada, hot and Bob's in one CRM, and since a moment ago in the other. */
  async function joinedHot(hotIn: 'hubspot' | 'salesforce', late: Partial<CrmLead> = {}): Promise<PairForTests> {
    const on = pair();
    const [email, isHubspot] = ['ada@bigco.example', hotIn === 'hubspot'];
    if (isHubspot) on.hubspot.set('101', { email, ownerId: '2', ...HOT });
    else on.salesforce.set('00Q1', { email, ownerId: '005B', ...SF_HOT });
    await readOne(on, isHubspot ? '101' : SF);
    on.clock.advance(3_600_001);
    if (isHubspot) on.salesforce.set('00Q1', { email, status: 'Open - Not Contacted', ...late });
    else on.hubspot.set('101', { email, ...late });
    await readOne(on, isHubspot ? SF : '101');
    return on;
  }

  test('gets the status and the owner, and the other is left alone', async () => {
    const on = await joinedHot('hubspot');
    expect(await catchUp(on)).toEqual({ ok: true });
    expect(on.salesforce.lead('00Q1')).toMatchObject({ ownerId: '005B', ...SF_HOT });
    expect(on.hubspot.written).toEqual([]);
    expect(await readOne(on)).toMatchObject({ ownerId: '2', ...HOT });
  });

  test('gets them in the first CRM, too, whatever its status was', async () => {
    const on = await joinedHot('salesforce', { status: 'NEW' });
    expect(await readOne(on)).toMatchObject(SF_HOT);
    expect(await catchUp(on)).toEqual({ ok: true });
    expect(on.hubspot.lead('101')).toMatchObject({ ownerId: '2', ...HOT });
    expect(on.salesforce.written).toEqual([]);
  });

  test.each(['hubspot', 'salesforce'] as const)(
    'has afterwards the status that it came with, and the other what it had: hot in %s',
    async (hotIn) => {
      const on = await joinedHot(hotIn, hotIn === 'hubspot' ? {} : { status: 'NEW' });
      await catchUp(on);
      await readOne(on);
      await write(on, { statusAfter: hotIn === 'hubspot' ? 'NEW' : 'Open - Not Contacted' });
      expect(on.hubspot.lead('101')).toMatchObject({ status: 'NEW' });
      expect(on.salesforce.lead('00Q1')).toMatchObject({ status: 'Open - Not Contacted' });
    },
  );

  test('keeps the owner whom a person gave it', async () => {
    const on = await joinedHot('hubspot', { ownerId: '005A' });
    await catchUp(on);
    expect(on.salesforce.lead('00Q1')).toMatchObject({ ownerId: '005A', ...SF_HOT });
    expect(on.hubspot.lead('101')).toMatchObject({ ownerId: '2' });
  });

  test.each(['hubspot', 'salesforce'] as const)('gets no status once a person chose another in %s', async (where) => {
    const on = await joinedHot('hubspot');
    if (where === 'hubspot') on.hubspot.set('101', { status: 'CONNECTED' });
    else on.salesforce.set('00Q1', { status: 'Working' });
    await readOne(on);
    expect(await catchUp(on)).toEqual({ ok: true });
    expect(on.hubspot.lead('101')?.status).toBe(where === 'hubspot' ? 'CONNECTED' : HOT.status);
    expect(on.salesforce.lead('00Q1')?.status).toBe(where === 'hubspot' ? 'Open - Not Contacted' : 'Working');
  });

  test('waits until both could be read: it may have an owner', async () => {
    const on = await joinedHot('hubspot', { ownerId: '005A' });
    on.salesforce.away = Failure.retry('salesforce: 503');
    await readOne(on);
    on.salesforce.away = undefined;
    expect(await catchUp(on)).toMatchObject({ ok: false, failure: { kind: 'retry' } });
    expect(on.salesforce.written).toEqual([]);
    await readOne(on);
    expect(await catchUp(on)).toEqual({ ok: true });
    expect(on.salesforce.lead('00Q1')).toMatchObject({ ownerId: '005A', ...SF_HOT });
  });
});

describe('owner and status as people choose them', () => {
  test('at first it is the first CRM’s owner, where it has one, else the second’s', async () => {
    const on = pair();
    adaInBoth(on);
    on.salesforce.set('00Q1', { ownerId: '005B' });
    expect(await readOne(on)).toMatchObject({ ownerId: '2', status: 'NEW' });
    on.hubspot.set('101', { ownerId: '1' });
    expect(await readOne(on)).toMatchObject({ ownerId: '1' });
  });

  test('a choice in either CRM counts, although the other still says something else', async () => {
    const on = await known();
    await write(on, { ownerId: '1' });
    on.clock.advance(1_000);
    on.salesforce.set('00Q1', { ownerId: '005S', status: 'Working' });
    on.clock.advance(1_000);
    on.hubspot.set('101', { jobTitle: 'CTO' });
    const chosen = { ownerId: 'salesforce:005S', status: 'Working' };
    expect(await readOne(on)).toMatchObject(chosen);
    expect(await readOne(on)).toMatchObject(chosen);
    on.hubspot.set('101', { ownerId: '2' });
    expect(await readOne(on)).toMatchObject({ ownerId: '2', status: 'Working' });
  });

  test('of two at once the later counts', async () => {
    const on = await known();
    on.hubspot.set('101', { ownerId: '1' });
    on.clock.advance(1);
    on.salesforce.set('00Q1', { ownerId: '005B' });
    expect(await readOne(on)).toMatchObject({ ownerId: '2' });
  });

  test('our own owner, heard back from both, is nobody’s choice: what a person does a moment later counts', async () => {
    const on = await known();
    await write(on, { ownerId: '1' });
    on.salesforce.set('00Q1', { ownerId: '005B' });
    on.clock.advance(60_000);
    on.hubspot.set('101', { jobTitle: 'CTO' });
    expect(await readOne(on)).toMatchObject({ ownerId: '2' });
  });

  test('the hot status of both is one', async () => {
    const on = await known();
    await write(on, { hotStatus: true });
    on.clock.advance(1_000);
    on.salesforce.set('00Q1', { phone: '1' });
    expect(await readOne(on)).toMatchObject(HOT);
  });

  test('what was seen is kept when something changed, and not at every reading', async () => {
    const on = await known();
    const before = JSON.stringify(on.links.all());
    const saw: unknown[] = [];
    const { links } = on;
    const keeping = links.saw.bind(links);
    links.saw = (news) => (saw.push(...news), keeping(news));
    const { crm } = { crm: on.join() };
    await crm.readLeads(['101']);
    expect([saw, JSON.stringify(on.links.all())]).toEqual([[], before]);
  });
});
