import { describe, expect, test } from '@jest/globals';
import {
  asksForDemo,
  episodeOf,
  HOT_STATUS,
  HOUR,
  MINUTE,
  named,
  pass,
  readsALot,
  repOf,
  taskHolder,
  told,
} from './pipelineForTests.ts';
import { hotLead, backupOf, counts, rounds } from './pipelineLeadForTests.ts';
import { until } from './testing/until.ts';
import { startWorld } from './testing/world.ts';

const UPDATE = '/crm/objects/2026-03/contacts/batch/update';

describe('the first contact', () => {
  test('after a silence of two times of being hot stops both clocks', async () => {
    await using world = await startWorld();
    const { id } = await hotLead(world, { hs_lead_status: 'OPEN' });
    await pass(world, 31 * MINUTE);
    await pass(world, 16 * MINUTE);
    await pass(world, 24 * HOUR);
    expect(world.hubspot.contact(id)?.['hs_lead_status']).toBe('OPEN');
    world.hubspot.submitForm({ formId: 'f2', name: 'Contact Sales', email: 'ada@bigco.example' });
    await told(world);
    expect(await world.rows('select 1 from episodes')).toHaveLength(2);
    world.hubspot.logCall(id, { ownerId: named(world, 'Ann').ownerId });
    await told(world);
    expect((await rounds(world)).map(({ contact_kind }) => contact_kind)).toEqual(['call', 'call']);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'contacted' });
    expect(world.hubspot.contact(id)?.['hs_lead_status']).toBe('OPEN');
  });

  test('is in the CRM with its time, gives the lead the status it had, and stops the clock', async () => {
    await using world = await startWorld();
    const { id } = await hotLead(world, { hs_lead_status: 'OPEN' });
    expect(world.hubspot.contact(id)?.['hs_lead_status']).toBe(HOT_STATUS);
    await pass(world, 5 * MINUTE);
    const at = world.now();
    world.hubspot.logCall(id, { ownerId: taskHolder(world, id).ownerId, at });
    await told(world);
    expect(world.hubspot.contact(id)).toMatchObject({
      hs_lead_status: 'OPEN',
      hotlead_first_contact_at: new Date(at).toISOString(),
    });
    await until(
      () => world.hubspot.tasks()[0]?.['hs_task_status'] === 'COMPLETED',
      () => 'the task to be done',
    );
    const [round, ...others] = await rounds(world);
    expect(others).toEqual([]);
    expect(round).toMatchObject({ contacted_at: at, contact_kind: 'call', rep: taskHolder(world, id).name });
    expect(round?.working_ms).toBeGreaterThanOrEqual(5 * MINUTE);
    await pass(world, HOUR);
    expect(world.slack.messages()).toHaveLength(1);
  });

  test('empties a status that was empty, and leaves one that a person chose meanwhile', async () => {
    await using world = await startWorld();
    const [empty, chosen] = [asksForDemo(world, 'ada'), asksForDemo(world, 'bea', { hs_lead_status: 'OPEN' })];
    await told(world);
    world.hubspot.setContact(chosen, { hs_lead_status: 'IN_PROGRESS' });
    for (const id of [empty, chosen]) world.hubspot.logCall(id, { ownerId: taskHolder(world, id).ownerId });
    await told(world);
    expect(world.hubspot.contact(empty)?.['hs_lead_status']).toBeUndefined();
    expect(world.hubspot.contact(chosen)?.['hs_lead_status']).toBe('IN_PROGRESS');
  });

  test('comes before a hot status that could not be written until then: that is not written any more', async () => {
    await using world = await startWorld();
    let isDown = true;
    const refuse = () => world.hubspot.badDay('POST', UPDATE, { kind: 'status', status: 503 });
    refuse();
    world.hubspot.onCall((call, phase) => {
      if (isDown && phase === 'after' && call.path === UPDATE) refuse();
    });
    const id = asksForDemo(world, 'ada', { hs_lead_status: 'OPEN' });
    await world.push();
    await until(() => world.hubspot.tasks().length > 0 && world.slack.messages().length > 0, 'somebody to have it');
    world.hubspot.logCall(id, { ownerId: taskHolder(world, id).ownerId });
    await world.push();
    await until(async () => (await rounds(world))[0]?.contacted_at, 'the call to be found');
    isDown = false;
    await until(() => {
      world.advance(5_000);
      return world.hubspot.contact(id)?.['hotlead_first_contact_at'];
    }, 'the contact to be written');
    await world.settled();
    expect(world.hubspot.contact(id)?.['hs_lead_status']).toBe('OPEN');
    expect(world.hubspot.history(id, 'hs_lead_status')).toHaveLength(1);
  });

  test('is by a person: a sequence’s mail, a call nobody took and the lead’s own reply are none', async () => {
    await using world = await startWorld();
    const { id } = await hotLead(world);
    const { ownerId } = taskHolder(world, id);
    world.hubspot.logEmail(id, { ownerId, sequenceId: 's1' });
    world.hubspot.logEmail(id, { ownerId, direction: 'INCOMING_EMAIL' });
    world.hubspot.logCall(id, { ownerId, status: 'NO_ANSWER' });
    await told(world);
    expect((await rounds(world))[0]?.contacted_at).toBeNull();
    await pass(world, 11 * MINUTE);
    expect(counts(world, repOf(world, ownerId).slackId)).toEqual([2]);
    world.hubspot.logEmail(id, { ownerId });
    await told(world);
    expect((await rounds(world))[0]).toMatchObject({ contact_kind: 'email' });
  });

  test('by another than the assignee counts, and says who it was', async () => {
    await using world = await startWorld();
    const { id } = await hotLead(world);
    const other = backupOf(world, taskHolder(world, id));
    world.hubspot.logMessage(id, { ownerId: other.ownerId });
    await told(world);
    expect((await rounds(world))[0]).toMatchObject({ contact_kind: 'message', rep: other.name });
  });

  test('of a lead that waits for its owner ends the waiting: it is nobody’s, and nobody is asked any more', async () => {
    await using world = await startWorld({ appRuns: false });
    const { ownerId } = named(world, 'Ann');
    world.hubspot.setOutOfOffice(ownerId, [{ from: world.now() - HOUR, to: world.now() + 3 * HOUR }]);
    await world.restart();
    const id = readsALot(world, 'ada', { hubspot_owner_id: ownerId });
    await told(world);
    expect((await episodeOf(world, id)).waiting).toContain('it waits');
    world.hubspot.logCall(id, { ownerId: named(world, 'Bob').ownerId });
    await told(world);
    await pass(world, 4 * HOUR);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'contacted', assignee: null, waiting: null });
    expect([world.hubspot.tasks().length, world.slack.messages().length]).toEqual([0, 1]);
  });

  test('is followed by a full new clock when the lead asks again: another task, a new ladder', async () => {
    await using world = await startWorld();
    const { id } = await hotLead(world);
    world.hubspot.logCall(id, { ownerId: taskHolder(world, id).ownerId });
    await told(world);
    await pass(world, 2 * HOUR);
    world.hubspot.submitForm({ formId: 'f2', name: 'Contact Sales', email: 'ada@bigco.example' });
    await told(world);
    expect([world.hubspot.tasks().length, world.slack.messages().length]).toEqual([2, 2]);
    await pass(world, 11 * MINUTE);
    expect(world.slack.messages()).toHaveLength(3);
    expect((await rounds(world)).map(({ round, contacted_at }) => [round, contacted_at !== null])).toEqual([
      [1, true],
      [2, false],
    ]);
  });
});
