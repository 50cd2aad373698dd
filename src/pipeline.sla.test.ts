import { describe, expect, test } from '@jest/globals';
import { asksForDemo, episodeOf, HOUR, MINUTE, named, pass, quiet, taskHolder, told } from './pipelineForTests.ts';
import { withBackups, hotLead, backupOf, counts, rounds } from './pipelineLeadForTests.ts';
import { startWorld } from './testing/world.ts';

describe('while nobody answers', () => {
  test('the assignee is reminded, the backup told, another gets lead and task and becomes owner, and the manager hears: each once', async () => {
    await using world = await startWorld();
    const { id, max } = await hotLead(world);
    const holder = taskHolder(world, id);
    const backup = backupOf(world, holder);
    const third = world.reps.find((rep) => rep !== holder && rep !== backup)?.slackId ?? '';
    const all = [holder.slackId, backup.slackId, third, max];
    await pass(world, 9 * MINUTE);
    expect(counts(world, ...all)).toEqual([1, 0, 0, 0]);
    await pass(world, 2 * MINUTE);
    expect(counts(world, ...all)).toEqual([2, 0, 0, 0]);
    expect(JSON.stringify(world.slack.messages(holder.slackId)[1])).toContain('please answer now');
    await pass(world, 5 * MINUTE);
    expect(counts(world, ...all)).toEqual([2, 1, 0, 0]);
    expect(taskHolder(world, id)).toBe(holder);
    await pass(world, 15 * MINUTE);
    const next = taskHolder(world, id);
    expect(next).not.toBe(holder);
    expect(world.hubspot.contact(id)?.['hubspot_owner_id']).toBe(next.ownerId);
    expect(await episodeOf(world, id)).toMatchObject({ assignee: next.name, owner: next.name, state: 'open' });
    expect([world.slack.messages().length, counts(world, holder.slackId, max)]).toEqual([4, [2, 0]]);
    await pass(world, 16 * MINUTE);
    expect(counts(world, max)).toEqual([1]);
    await pass(world, 5 * HOUR);
    expect([world.slack.messages().length, world.hubspot.tasks().length]).toEqual([5, 1]);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'open', ended: true });
  });

  test('an owner whom people chose stays owner of record when another gets the task', async () => {
    await using world = await startWorld();
    const { ownerId } = named(world, 'Ann');
    const { id } = await hotLead(world, { hubspot_owner_id: ownerId });
    expect(taskHolder(world, id).name).toBe('Ann Rep');
    await pass(world, 31 * MINUTE);
    expect(taskHolder(world, id).name).not.toBe('Ann Rep');
    expect(world.hubspot.history(id, 'hubspot_owner_id').map(({ value }) => value)).toEqual([ownerId]);
    expect(await episodeOf(world, id)).toMatchObject({ owner: 'Ann Rep', assignee: taskHolder(world, id).name });
  });

  test('a call that no webhook and no poll told of is found before anybody is called to account', async () => {
    await using world = await startWorld();
    world.hubspot.setSearchLag(30 * 24 * HOUR);
    const { id } = await hotLead(world);
    const holder = taskHolder(world, id);
    world.hubspot.logCall(id, { ownerId: holder.ownerId });
    await pass(world, 11 * MINUTE);
    await pass(world, 3 * HOUR);
    expect(world.slack.messages()).toHaveLength(1);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'contacted', assignee: holder.name });
    expect(taskHolder(world, id)).toBe(holder);
  });

  test('a start in the middle goes on with the rungs that are left', async () => {
    await using world = await startWorld();
    const { id, max } = await hotLead(world);
    const holder = taskHolder(world, id);
    await pass(world, 11 * MINUTE);
    await world.restart();
    await quiet(world);
    expect(counts(world, holder.slackId)).toEqual([2]);
    for (let times = 0; times < 3; times++) {
      await pass(world, 16 * MINUTE);
      await world.restart();
      await quiet(world);
    }
    expect([counts(world, holder.slackId, max), world.slack.messages().length]).toEqual([[2, 1], 5]);
    expect(taskHolder(world, id)).not.toBe(holder);
  });

  test('two processes climb each rung once, of every lead', async () => {
    await using world = await startWorld();
    await using _second = await world.another();
    const max = await withBackups(world);
    const ids = Array.from({ length: 9 }, (_, index) => asksForDemo(world, `lead${index}`));
    await told(world);
    for (const minutes of [11, 5, 15, 16]) await pass(world, minutes * MINUTE);
    expect(world.contactsWithTask()).toEqual(ids.sort());
    expect(counts(world, max)).toEqual([9]);
    // Of each lead: the alert, a reminder, the backup, who has it next, the manager. All of one company, they are news by themselves.
    const ofLeads = world.slack
      .messages()
      .filter((message) => !JSON.stringify(message).includes('look at us together'));
    expect(ofLeads).toHaveLength(9 * 5);
    expect(await world.rows("select 1 from decisions where kind = 'sla'")).toHaveLength(9 * 4);
  });

  test('when a manager knows, it may cool unanswered, and a call after that still stops the clock', async () => {
    await using world = await startWorld();
    const { id } = await hotLead(world);
    await pass(world, 31 * MINUTE);
    await pass(world, 16 * MINUTE);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'open', ended: true });
    await pass(world, 24 * HOUR);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'closed' });
    expect((await rounds(world))[0]).toMatchObject({ contacted_at: null, closed_as: 'cooled' });
    world.hubspot.logCall(id, { ownerId: named(world, 'Ann').ownerId });
    await told(world);
    expect((await rounds(world))[0]).toMatchObject({ contact_kind: 'call', rep: 'Ann Rep', closed_as: 'cooled' });
    expect(world.hubspot.contact(id)?.['hotlead_first_contact_at']).toBeDefined();
    expect(await episodeOf(world, id)).toMatchObject({ state: 'closed', firstContactAt: null });
  });
});
