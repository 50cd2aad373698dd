import { describe, expect, test } from '@jest/globals';
import { startSalesforce } from '../../sandbox/salesforce/salesforce.ts';
import { heldClock } from '../../testing/clock.ts';
import { salesforceCrm } from './salesforce.ts';

describe('one org as a CRM', () => {
  test('makes no call until it is asked, and links to records in Lightning', async () => {
    await using sandbox = await startSalesforce();
    const crm = salesforceCrm({
      session: async () => ({ accessToken: sandbox.token, instanceUrl: sandbox.url }),
      takeTurn: async () => {},
      now: Date.now,
      instanceUrl: 'https://example.my.salesforce.com',
    });
    expect(crm).toMatchObject({ kind: 'salesforce', batchSize: 200, writesAtOnce: 10_000, sources: [] });
    expect(crm.recordUrl('00QgK0000000001AAA')).toBe(
      'https://example.my.salesforce.com/lightning/r/Lead/00QgK0000000001AAA/view',
    );
    expect(sandbox.apiCalls()).toBe(0);
  });

  test('nothing is sent once the time for sending is over, and each item says so', async () => {
    await using sandbox = await startSalesforce();
    const clock = heldClock('2026-11-20T12:00:00Z');
    const crm = salesforceCrm({
      session: async () => ({ accessToken: sandbox.token, instanceUrl: sandbox.url }),
      takeTurn: () => new Promise(() => {}),
      now: () => clock.now(),
      instanceUrl: sandbox.url,
      sendingMs: 1,
      timeoutMs: 50,
    });
    const [leadId, taskId] = [sandbox.addLead(), sandbox.addTask()];
    const notReached = { ok: false, failure: { kind: 'retry', code: 'not_reached', outcomeUnknown: false } };
    const task = { leadId, marker: 'm', subject: 's', body: 'b', dueAt: clock.now() };
    expect(await crm.createTasks([task, task])).toMatchObject([notReached, notReached]);
    expect(await crm.completeTasks([taskId])).toMatchObject([notReached]);
    expect(await crm.assignTasks([{ taskId, ownerId: sandbox.integrationUser }])).toMatchObject([notReached]);
    await expect(crm.findTasks([{ leadId, marker: 'm' }])).rejects.toMatchObject({ code: 'not_reached' });
    expect(sandbox.apiCalls()).toBe(0);
  });
});
