import { expect, test } from '@jest/globals';
import { Failure } from '../../failure.ts';
import { awayCrm } from '../away.ts';
import { joinedCrm } from './joined.ts';
import { adaInBoth, pair, type PairForTests, readOne, rep } from './pairForTests.ts';

const KNOWN = [rep('1', 'ann'), rep('2', 'bob'), rep('3', 'hal'), rep('salesforce:005S', 'sal')];

/** HubSpot, with which the workspace began, is connected no more; what was kept of its reps is still known. */
function withoutFirst(on: PairForTests, known = KNOWN) {
  const first = awayCrm('hubspot');
  const { links, now } = on;
  const second = on.salesforce.crm;
  return joinedCrm({ first, second, home: 'salesforce', links, now, knownReps: async () => known });
}

test('without the first CRM whoever was known by its id still is, as the second tells them; who is not there is not told', async () => {
  const on = pair();
  on.salesforce.reps = [rep('005A', 'ann', { available: false }), rep('005S', 'sal'), rep('005N', 'new')];
  const reps = await withoutFirst(on).readReps();
  expect(reps.map(({ id, available }) => [id, available])).toEqual([
    ['1', false],
    ['salesforce:005S', true],
    ['salesforce:005N', true],
  ]);
});

test('people of the second are read, owned and written while the first CRM is gone, and what is missing is told', async () => {
  const on = pair();
  const crm = withoutFirst(on);
  on.salesforce.set('00Q1', { email: 'ada@bigco.example', ownerId: '005A' });
  on.salesforce.set('00Q2', { email: 'eve@bigco.example', ownerId: '005S' });
  const ids = ['salesforce:00Q1', 'salesforce:00Q2'];
  const { people } = await crm.readLeads(ids);
  expect(people.map(({ id, ownerId }) => [id, ownerId])).toEqual([
    [ids[0], '1'],
    [ids[1], 'salesforce:005S'],
  ]);
  expect(await crm.writeLeads(ids.map((leadId) => ({ leadId, ownerId: '2' })))).toEqual([{ ok: true }, { ok: true }]);
  expect(on.salesforce.lead('00Q1')?.ownerId).toBe('005B');
  await crm.readReps();
  expect((await crm.prepare()).problems).toEqual([expect.stringContaining('hubspot: it is connected no more')]);
});

test('a rep of whom nobody knows who they are in the second CRM is no reason to give up a write, nor is one who is nobody there', async () => {
  const on = pair();
  const crm = withoutFirst(on);
  on.salesforce.set('00Q1', { email: 'ada@bigco.example' });
  const write = (ownerId: string) => crm.writeLeads([{ leadId: 'salesforce:00Q1', ownerId }]);
  expect(await write('77')).toMatchObject([{ ok: false, failure: { kind: 'blocked' } }]);
  expect(await write('3')).toMatchObject([{ ok: false, failure: { kind: 'permanent' } }]);
});

test('while the second never told its reps the first’s are there, and an owner whom nobody can name holds nobody up', async () => {
  const on = pair();
  const readReps = async () => {
    throw Failure.blocked('salesforce: users may not be read');
  };
  const { links, now } = on;
  const second = { ...on.salesforce.crm, readReps };
  const crm = joinedCrm({ first: on.hubspot.crm, second, home: 'hubspot', links, now });
  expect((await crm.readReps()).map(({ id }) => id)).toEqual(['1', '2', '3']);
  on.salesforce.set('00Q2', { email: 'eve@bigco.example', ownerId: '005A' });
  on.salesforce.set('00Q3', { email: 'sam@bigco.example' });
  const { people } = await crm.readLeads(['salesforce:00Q2', 'salesforce:00Q3']);
  expect(people.map(({ ownerId }) => ownerId)).toEqual(['salesforce:005A', undefined]);
  const write = (ownerId: string) => crm.writeLeads([{ leadId: 'salesforce:00Q3', ownerId }]);
  expect(await write('1')).toMatchObject([{ ok: false, failure: { kind: 'blocked' } }]);
  expect(await write('salesforce:005B')).toEqual([{ ok: true }]);
});

test('new reps wait while the first CRM is away for a moment and nothing is known of its reps', async () => {
  const on = pair();
  adaInBoth(on);
  on.salesforce.set('00Q1', { ownerId: '005A' });
  on.hubspot.away = Failure.retry('hubspot: 503');
  await expect(on.crm.readReps()).rejects.toBe(on.hubspot.away);
  expect(await readOne(on, 'salesforce:00Q1')).toMatchObject({ ownerId: 'salesforce:005A' });
  on.hubspot.away = undefined;
  expect(await readOne(on)).toMatchObject({ ownerId: '1' });
});

test('a CRM whose reps were never read is asked again after a minute, not by every reading', async () => {
  const on = pair();
  const crm = withoutFirst(on);
  on.salesforce.set('00Q1', { ownerId: '005A' });
  const asked = async () => {
    await crm.readLeads(['salesforce:00Q1']);
    return on.salesforce.calls.get('readReps');
  };
  expect([await asked(), await asked()]).toEqual([1, 1]);
  on.clock.advance(60_000);
  expect(await asked()).toBe(2);
});

test('a rep of both stands for every id that named them, and whoever is there first', async () => {
  const on = pair();
  on.salesforce.reps = [rep('005X', 'ann', { active: false }), rep('005A', 'ann'), rep('005S', 'sal')];
  const told = async () => (await on.join().readReps()).map(({ id, also }) => [id, also]);
  const both = ['1', ['salesforce:005A', 'salesforce:005X']];
  expect(await told()).toEqual([both, ['2', undefined], ['3', undefined], ['salesforce:005S', undefined]]);
  on.hubspot.reps = [];
  expect((await told())[0]).toEqual(['salesforce:005X', undefined]);
});
