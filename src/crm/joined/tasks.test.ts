import { describe, expect, test } from '@jest/globals';
import type { NewTask } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { adaInBoth, pair, type PairForTests, readOne } from './pairForTests.ts';

const task = (more: Partial<NewTask> = {}): NewTask => ({
  leadId: '101',
  marker: 'm1',
  subject: 'HOT LEAD',
  body: 'now',
  dueAt: 1,
  ownerId: '1',
  ...more,
});
async function known(home: 'hubspot' | 'salesforce'): Promise<PairForTests> {
  const on = pair({ home });
  adaInBoth(on);
  on.hubspot.set('102', { email: 'eve@bigco.example' });
  on.salesforce.set('00Q3', { email: 'zoe@bigco.example' });
  await readOne(on);
  return on;
}
const made = (on: PairForTests) => ({
  hubspot: [...on.hubspot.tasks.values()].map(({ leadId, ownerId }) => [leadId, ownerId]),
  salesforce: [...on.salesforce.tasks.values()].map(({ leadId, ownerId }) => [leadId, ownerId]),
});

describe('a task', () => {
  test.each([
    ['at home, when the person is known there', 'salesforce', task(), { hubspot: [], salesforce: [['00Q1', '005A']] }],
    ['at home, when that is the first', 'hubspot', task(), { hubspot: [['101', '1']], salesforce: [] }],
    ['where the person is', 'salesforce', task({ leadId: '102' }), { hubspot: [['102', '1']], salesforce: [] }],
    [
      'where the person is, in the second',
      'hubspot',
      task({ leadId: 'salesforce:00Q3' }),
      { hubspot: [], salesforce: [['00Q3', '005A']] },
    ],
    ['where the rep is', 'salesforce', task({ ownerId: '3' }), { hubspot: [['101', '3']], salesforce: [] }],
    [
      'with nobody, where nobody has the rep',
      'hubspot',
      task({ leadId: 'salesforce:00Q3', ownerId: '3' }),
      { hubspot: [], salesforce: [['00Q3', undefined]] },
    ],
  ] as const)('is made once, %s', async (_where, home, wanted, expected) => {
    const on = await known(home);
    const [outcome] = await on.crm.createTasks([wanted]);
    expect(made(on)).toEqual(expected);
    const id = outcome?.ok === true ? outcome.taskId : '';
    expect(await on.crm.findTasks([wanted])).toEqual(new Map([['m1', id]]));
  });

  test('is in its rep’s queue of HubSpot only where it is that rep’s in HubSpot', async () => {
    const on = await known('salesforce');
    const queued = (leadId: string, ownerId: string, marker: string) =>
      task({ leadId, ownerId, marker, queueId: '77' });
    const tasks = [queued('102', '1', 'm1'), queued('101', '1', 'm2'), queued('102', 'salesforce:005S', 'm3')];
    const outcomes = await on.crm.createTasks(tasks);
    const kept = () => [...on.hubspot.tasks.values(), ...on.salesforce.tasks.values()];
    expect(kept().map(({ marker, queueId }) => [marker, queueId])).toEqual([
      ['m1', '77'],
      ['m3', undefined],
      ['m2', undefined],
    ]);
    const ids = outcomes.map((outcome) => (outcome.ok ? outcome.taskId : ''));
    await on.crm.assignTasks(ids.map((taskId) => ({ taskId, ownerId: '2', queueId: '78' })));
    expect(kept().map(({ queueId }) => queueId)).toEqual(['78', '78', undefined]);
  });

  test('is given to another, and done, where it is', async () => {
    const on = await known('salesforce');
    const [one, two] = await on.crm.createTasks([task(), task({ leadId: '102', marker: 'm2' })]);
    const ids = [one, two].map((outcome) => (outcome?.ok === true ? outcome.taskId : ''));
    expect(ids).toEqual(['salesforce:t1', 't1']);
    const outcomes = await on.crm.assignTasks(ids.map((taskId) => ({ taskId, ownerId: '2' })));
    expect(outcomes).toEqual([{ ok: true }, { ok: true }]);
    expect(made(on)).toEqual({ hubspot: [['102', '2']], salesforce: [['00Q1', '005B']] });
    expect(await on.crm.completeTasks(ids)).toEqual([{ ok: true }, { ok: true }]);
    expect([...on.hubspot.tasks.values(), ...on.salesforce.tasks.values()].map(({ done }) => done)).toEqual([
      true,
      true,
    ]);
  });

  test('cannot be given to a rep who is no user where it is', async () => {
    const on = await known('salesforce');
    await on.crm.createTasks([task()]);
    const outcomes = await on.crm.assignTasks([{ taskId: 'salesforce:t1', ownerId: '3' }]);
    expect(outcomes).toMatchObject([{ ok: false, failure: { kind: 'permanent' } }]);
  });

  test('of one CRM is made while the other is away, whose outcome is its failure', async () => {
    const on = await known('salesforce');
    on.salesforce.away = Failure.retry('salesforce: cut', { outcomeUnknown: true });
    const outcomes = await on.crm.createTasks([task(), task({ leadId: '102', marker: 'm2' })]);
    expect(outcomes).toMatchObject([{ ok: false, failure: { outcomeUnknown: true } }, { ok: true }]);
    await expect(on.crm.findTasks([task()])).rejects.toMatchObject({ kind: 'retry' });
  });
});
