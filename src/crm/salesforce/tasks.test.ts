import { describe, expect, test } from '@jest/globals';
import { startRig, type SalesforceRig } from '../../testing/salesforceRig.ts';
import type { NewTask } from '../crm.ts';

const taskOf = ({ clock, ann }: SalesforceRig, leadId: string, more: Partial<NewTask> = {}): NewTask => ({
  leadId,
  marker: `hotlead:${leadId}`,
  subject: 'HOT LEAD',
  body: 'Pricing page',
  ownerId: ann,
  dueAt: clock.now() + 3_600_000,
  ...more,
});

describe('tasks', () => {
  test("are due on the owner's own day, with a reminder at the hour, and are no call", async () => {
    await using rig = await startRig();
    rig.clock.advance(10.5 * 3_600_000);
    const [leadId, contactId] = [rig.sandbox.addLead(), rig.sandbox.addContact()];
    await rig.crm.createTasks([taskOf(rig, leadId), taskOf(rig, contactId, { ownerId: rig.bob })]);
    const [anns, bobs] = rig.sandbox.rows('Task');
    // 23:30 in London: tomorrow in Berlin, today in New York.
    expect(anns).toMatchObject({
      WhoId: leadId,
      OwnerId: rig.ann,
      Priority: 'High',
      IsHighPriority: true,
      Status: 'Not Started',
      TaskSubtype: 'Task',
      ActivityDate: '2026-11-21',
      IsReminderSet: true,
      ReminderDateTime: '2026-11-20T23:30:00.000+0000',
      Hot_Lead_Due_At__c: '2026-11-20T23:30:00.000+0000',
    });
    expect(bobs).toMatchObject({ WhoId: contactId, OwnerId: rig.bob, ActivityDate: '2026-11-20' });
  });

  test('a second task needs no other call than its own', async () => {
    await using rig = await startRig();
    const leadId = rig.sandbox.addLead();
    await rig.crm.createTasks([taskOf(rig, leadId)]);
    expect(await rig.callsOf(() => rig.crm.createTasks([taskOf(rig, leadId, { marker: 'hotlead:2' })]))).toBe(1);
    const again = () => rig.crm.createTasks([taskOf(rig, leadId, { marker: 'hotlead:3', ownerId: rig.bob })]);
    expect(await rig.callsOf(again)).toBe(2);
    rig.clock.advance(3_599_000);
    expect(await rig.callsOf(() => rig.crm.createTasks([taskOf(rig, leadId, { marker: 'hotlead:4' })]))).toBe(1);
  });

  test('the zones of all owners seen so far are read with the words again', async () => {
    await using rig = await startRig();
    const leadId = rig.sandbox.addLead();
    const give = (marker: string, ownerId: string) => rig.crm.createTasks([taskOf(rig, leadId, { marker, ownerId })]);
    await give('hotlead:1', rig.ann);
    await give('hotlead:2', rig.bob);
    rig.clock.advance(3_600_000);
    // The words, the describe, the task.
    expect(await rig.callsOf(() => give('hotlead:3', rig.ann))).toBe(3);
    expect(await rig.callsOf(() => give('hotlead:4', rig.bob))).toBe(1);
  });

  test('without an owner it is in the configured queue, which is known by its name or its id', async () => {
    await using rig = await startRig();
    const queue = rig.sandbox.addQueue('Hot leads', { objects: ['Task'] });
    const [{ DeveloperName: name = '' } = {}] = rig.sandbox.rows('Group');
    const { ownerId: _, ...nobodys } = taskOf(rig, rig.sandbox.addLead());
    for (const taskQueue of [String(name), queue]) {
      const crm = rig.crmWith({ taskQueue });
      expect(await crm.createTasks([nobodys])).toMatchObject([{ ok: true }]);
    }
    expect(rig.sandbox.rows('Task')).toMatchObject([{ OwnerId: queue }, { OwnerId: queue }]);
  });

  test('without an owner it is in the queue, and without a queue it is ours', async () => {
    await using rig = await startRig();
    const queueId = rig.sandbox.addQueue('Hot leads', { objects: ['Task'] });
    const { ownerId: _, ...nobodys } = taskOf(rig, rig.sandbox.addLead());
    const made = await rig.crm.createTasks([
      { ...nobodys, queueId },
      { ...nobodys, marker: 'hotlead:2' },
    ]);
    expect(made.map(({ ok }) => ok)).toEqual([true, true]);
    expect(rig.sandbox.rows('Task')).toMatchObject([
      { OwnerId: queueId, IsReminderSet: false },
      { OwnerId: rig.sandbox.integrationUser, IsReminderSet: false },
    ]);
  });

  test("speak the org's own words", async () => {
    await using rig = await startRig();
    rig.sandbox.setValues('TaskPriority', [
      { fullName: 'Dringend', label: 'Dringend', highPriority: true },
      { fullName: 'Normal', label: 'Normal', default: true },
    ]);
    rig.sandbox.setValues('TaskStatus', [
      { fullName: 'Offen', label: 'Offen', default: true },
      { fullName: 'Erledigt', label: 'Erledigt', closed: true },
    ]);
    const [made] = await rig.crm.createTasks([taskOf(rig, rig.sandbox.addLead())]);
    const taskId = made?.ok ? made.taskId : '';
    expect(rig.sandbox.row('Task', taskId)).toMatchObject({ Priority: 'Dringend', Status: 'Offen' });
    expect(await rig.crm.completeTasks([taskId])).toEqual([{ ok: true }]);
    expect(rig.sandbox.row('Task', taskId)).toMatchObject({ Status: 'Erledigt', IsClosed: true });
  });

  test('are found by their marker in an org that is not set up, too', async () => {
    await using rig = await startRig({ setUp: false });
    const leadId = rig.sandbox.addLead();
    const [made] = await rig.crm.createTasks([taskOf(rig, leadId, { marker: 'hotlead:ab12' })]);
    const wanted = ['hotlead:ab12', 'hotlead:ab1', 'HOTLEAD:AB12'].map((marker) => ({ leadId, marker }));
    expect([...(await rig.crm.findTasks(wanted))]).toEqual([['hotlead:ab12', made?.ok && made.taskId]]);
  });

  test.each(['merged', 'converted'])(
    'are found by their marker once the Lead is %s and the task went along',
    async (how) => {
      await using rig = await startRig();
      const [leadId, kept] = [rig.sandbox.addLead(), rig.sandbox.addLead()];
      const [made] = await rig.crm.createTasks([taskOf(rig, leadId, { marker: 'hotlead:ab12' })]);
      if (how === 'merged') rig.sandbox.mergeLeads(kept, leadId);
      else rig.sandbox.convertLead(leadId);
      const found = await rig.crm.findTasks([{ leadId, marker: 'hotlead:ab12' }]);
      expect([...found]).toEqual([['hotlead:ab12', made?.ok && made.taskId]]);
    },
  );

  test('one of other capitals is another', async () => {
    await using rig = await startRig();
    const leadId = rig.sandbox.addLead();
    await rig.crm.createTasks([taskOf(rig, leadId, { marker: 'hotlead:ab12' })]);
    expect((await rig.crm.findTasks([{ leadId, marker: 'HOTLEAD:AB12' }])).size).toBe(0);
  });

  test("given to another they are due on that one's day", async () => {
    await using rig = await startRig();
    const [made] = await rig.crm.createTasks([taskOf(rig, rig.sandbox.addLead())]);
    const taskId = made?.ok ? made.taskId : '';
    const dueAt = Date.parse('2026-11-21T02:00:00Z');
    expect(await rig.crm.assignTasks([{ taskId, ownerId: rig.bob, dueAt }])).toEqual([{ ok: true }]);
    expect(rig.sandbox.row('Task', taskId)).toMatchObject({
      OwnerId: rig.bob,
      ActivityDate: '2026-11-20',
      ReminderDateTime: '2026-11-21T02:00:00.000+0000',
    });
  });
});
