import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { adaIsHot, grounds, MONDAY } from '../testing/adaIsHot.ts';
import { finishClaimed, finishStep } from './finished.ts';
import { taskKey } from './timers.ts';

type Ground = Awaited<ReturnType<typeof adaIsHot>>;
let database: Awaited<ReturnType<typeof grounds>>;

beforeAll(async () => {
  database = await grounds();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

/** Ada's task, asked for, and made where `made`; and the step that says that it is over. */
async function over({ crm, on, made }: { crm?: string; on: Ground; made: boolean }): Promise<void> {
  const round = { id: on.episode, round: 1 };
  await on.store.together(on.ws.id, async (rows) => {
    const key = taskKey(round);
    const [id = ''] = await rows.addSteps([{ kind: 'task', key, subject: 'ada', dueAt: MONDAY }], MONDAY);
    if (made) await rows.settleSteps([{ id, kind: 'done', outcome: { taskId: crm } }], MONDAY);
    await rows.addSteps([finishStep(round, MONDAY)], MONDAY);
  });
}

async function taskOf({ ws, ada }: Ground): Promise<string> {
  const wanted = { leadId: ada, marker: 'm', subject: 's', body: 'b', dueAt: MONDAY };
  const [made] = await ws.crm.createTasks([wanted]);
  return made?.ok ? made.taskId : '';
}

async function run({ store, parts, ws, state }: Ground): Promise<void> {
  const claim = { kind: 'finish', now: state.now, limit: 10, calls: false } as const;
  await finishClaimed(parts, ws, await store.together(ws.id, (rows) => rows.claimSteps(claim)));
}

const left = ({ sql }: Ground) =>
  sql("select done_at is not null as done, outcome ->> 'because' as because from steps where kind = 'finish'");

test('the task of a round that is over is done', async () => {
  await using on = await adaIsHot(database);
  await over({ on, crm: await taskOf(on), made: true });
  await run(on);
  expect(on.hubspot.tasks()).toMatchObject([{ hs_task_status: 'COMPLETED' }]);
  expect(await left(on)).toEqual([{ done: true, because: null }]);
});

test('a task that is still to be made is done once it is there', async () => {
  await using on = await adaIsHot(database);
  await over({ on, made: false });
  await run(on);
  expect(await left(on)).toEqual([{ done: false, because: null }]);
  const task = await taskOf(on);
  await on.sql(`update steps set done_at = now(), outcome = '{"taskId": "${task}"}' where kind = 'task'`);
  on.state.now += 5_000;
  await run(on);
  expect(on.hubspot.tasks()).toMatchObject([{ hs_task_status: 'COMPLETED' }]);
});

test('a round without a task has none that is over', async () => {
  await using on = await adaIsHot(database);
  await on.store.together(on.ws.id, (rows) =>
    rows.addSteps([finishStep({ id: on.episode, round: 1 }, MONDAY)], MONDAY),
  );
  await run(on);
  expect(await left(on)).toEqual([{ done: true, because: 'it has no task' }]);
});

test('is said again when the CRM does not answer', async () => {
  await using on = await adaIsHot(database);
  await over({ on, crm: await taskOf(on), made: true });
  on.hubspot.badDay('POST', '/crm/objects/2026-03/tasks/batch/read', { kind: 'status', status: 503 });
  await run(on);
  expect(await left(on)).toEqual([{ done: false, because: null }]);
  on.state.now += 3_600_000;
  await run(on);
  expect(on.hubspot.tasks()).toMatchObject([{ hs_task_status: 'COMPLETED' }]);
});
