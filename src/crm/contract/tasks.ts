import { describe, expect, test } from '@jest/globals';
import { failureIn, taskFor, type BadCall, type CrmUnderTest, type Start } from './under-test.ts';

export function taskTests(start: Start): void {
  describe('tasks', () => {
    test('a task is found by its marker, and by no other', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      const [made] = await on.crm.createTasks([taskFor(on, leadId, 'hotlead:ab12')]);
      const wanted = ['hotlead:ab12', 'hotlead:ab1', 'hotlead:ab123'].map((marker) => ({ leadId, marker }));
      expect(made).toEqual({ ok: true, taskId: expect.any(String) });
      expect([...(await on.crm.findTasks(wanted))]).toEqual([['hotlead:ab12', made?.ok && made.taskId]]);
    });

    test.each<[BadCall, number]>([
      ['lostAnswer', 1],
      ['nonsense', 1],
      ['cut', 0],
    ])('after a %s creating has an unknown outcome, and findTasks tells the truth', async (bad, made) => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      on.spoil('createTasks', bad);
      const [outcome] = await on.crm.createTasks([taskFor(on, leadId, 'hotlead:lost')]);
      expect(failureIn(outcome)).toMatchObject({ kind: 'retry', outcomeUnknown: true });
      expect((await on.crm.findTasks([{ leadId, marker: 'hotlead:lost' }])).size).toBe(made);
      expect(await on.taskCount(leadId)).toBe(made);
    });

    test('a lead that is gone does not sink the other tasks of its batch', async () => {
      await using on = await start();
      const [first = '', gone = '', last = ''] = await on.makeLeads(3);
      await on.deleteLead(gone);
      const tasks = [first, gone, last].map((leadId) => taskFor(on, leadId, `hotlead:${leadId}`));
      const outcomes = await on.crm.createTasks(tasks);
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
      expect(failureIn(outcomes[1])).toMatchObject({ kind: 'permanent', outcomeUnknown: false });
      expect(await Promise.all([first, last].map((leadId) => on.taskCount(leadId)))).toEqual([1, 1]);
    });

    test('a lead without tasks has none to find', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      expect((await on.crm.findTasks([{ leadId, marker: 'hotlead:none' }])).size).toBe(0);
    });

    test('a refused creation is known not to have happened', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      on.spoil('createTasks', { retryAfterSeconds: 7 });
      const [outcome] = await on.crm.createTasks([taskFor(on, leadId, 'hotlead:later')]);
      expect(failureIn(outcome)).toMatchObject({
        kind: 'rateLimited',
        retryAt: on.now() + 7_000,
        outcomeUnknown: false,
      });
    });
  });
}

export function assignTests(start: Start): void {
  describe('giving tasks to another', () => {
    async function withTasks(on: CrmUnderTest, count: number) {
      const leadIds = await on.makeLeads(count);
      const made = await on.crm.createTasks(leadIds.map((leadId) => taskFor(on, leadId, `hotlead:${leadId}`)));
      return { leadIds, taskIds: made.map((task) => (task.ok ? task.taskId : '')) };
    }

    test('a task has its new owner, and is not made again, however often it is given', async () => {
      await using on = await start();
      const { leadIds, taskIds } = await withTasks(on, 1);
      const assignment = { taskId: taskIds[0] ?? '', ownerId: on.reps.bob };
      expect(await on.crm.assignTasks([assignment])).toEqual([{ ok: true }]);
      expect(await on.crm.assignTasks([assignment])).toEqual([{ ok: true }]);
      expect(await on.taskOwners(leadIds[0] ?? '')).toEqual([on.reps.bob]);
    });

    test('a task that is gone, or an owner who is none, does not sink the others', async () => {
      await using on = await start();
      const { leadIds, taskIds } = await withTasks(on, 4);
      const [first = '', gone = '', bad = '', last = ''] = taskIds;
      await on.deleteTask(gone);
      const outcomes = await on.crm.assignTasks([
        { taskId: first, ownerId: on.reps.bob },
        { taskId: gone, ownerId: on.reps.bob },
        { taskId: bad, ownerId: 'nobody' },
        { taskId: last, ownerId: on.reps.bob },
      ]);
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false, true]);
      expect(outcomes.slice(1, 3).map((outcome) => failureIn(outcome).kind)).toEqual(['permanent', 'permanent']);
      const owners = await Promise.all(leadIds.map((leadId) => on.taskOwners(leadId)));
      expect(owners).toEqual([[on.reps.bob], [], [on.reps.ann], [on.reps.bob]]);
    });

    test('a 503 is the outcome of every task of the call', async () => {
      await using on = await start();
      const { taskIds } = await withTasks(on, 2);
      on.spoil('assignTasks', 'unavailable');
      const outcomes = await on.crm.assignTasks(taskIds.map((taskId) => ({ taskId, ownerId: on.reps.bob })));
      expect(outcomes.map((outcome) => failureIn(outcome).kind)).toEqual(['retry', 'retry']);
    });
  });
}

export function completeTests(start: Start): void {
  describe('completing tasks', () => {
    async function withTasks(on: CrmUnderTest, count: number) {
      const leadIds = await on.makeLeads(count);
      const made = await on.crm.createTasks(leadIds.map((leadId) => taskFor(on, leadId, `hotlead:${leadId}`)));
      const states = () => Promise.all(leadIds.map((leadId) => on.taskStates(leadId)));
      return { taskIds: made.map((task) => (task.ok ? task.taskId : '')), states };
    }

    test('a task is done, however often it is said', async () => {
      await using on = await start();
      const { taskIds, states } = await withTasks(on, 2);
      expect(await states()).toEqual([['open'], ['open']]);
      expect(await on.crm.completeTasks(taskIds.slice(0, 1))).toEqual([{ ok: true }]);
      expect(await on.crm.completeTasks(taskIds.slice(0, 1))).toEqual([{ ok: true }]);
      expect(await states()).toEqual([['done'], ['open']]);
    });

    test('what a person put off or threw away stays as it is, and the others are done', async () => {
      await using on = await start();
      const { taskIds, states } = await withTasks(on, 3);
      const [gone = '', later = ''] = taskIds;
      await on.deleteTask(gone);
      await on.putOffTask(later);
      expect(await on.crm.completeTasks(taskIds)).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
      expect(await states()).toEqual([[], ['other'], ['done']]);
    });

    test('a 503 is the outcome of every task of the call', async () => {
      await using on = await start();
      const { taskIds } = await withTasks(on, 2);
      on.spoil('assignTasks', 'unavailable');
      const outcomes = await on.crm.completeTasks(taskIds);
      expect(outcomes.map((outcome) => failureIn(outcome).kind)).toEqual(['retry', 'retry']);
    });
  });
}
