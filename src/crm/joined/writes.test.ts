import { describe, expect, test } from '@jest/globals';
import type { LeadWrite } from '../crm.ts';
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
