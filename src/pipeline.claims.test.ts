import { describe, expect, test } from '@jest/globals';
import { asksForDemo, claims, episodeOf, HOUR, MINUTE, pass, quiet, taskHolder, told } from './pipelineForTests.ts';
import { hotLead, backupOf, counts, rounds } from './pipelineLeadForTests.ts';
import { startWorld } from './testing/world.ts';

describe('a claim', () => {
  test('by fifty reps at once has one winner, whom everybody else is told, with task and clock', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `Rep${index}`);
    await using world = await startWorld({ reps: names });
    const id = asksForDemo(world, 'ada');
    await told(world);
    await using door = await claims(world);
    const answers = await Promise.all(world.reps.map(({ ownerId }) => door.claim(id, ownerId)));
    const winners = world.reps.filter((_, index) => answers[index]?.ok);
    expect(winners).toHaveLength(1);
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer]));
    expect(new Set(refused.map(({ because, by }) => `${because} ${by}`))).toEqual(
      new Set([`claimed already ${winners[0]?.name}`]),
    );
    await quiet(world);
    expect(taskHolder(world, id)).toBe(winners[0]);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'claimed', assignee: winners[0]?.name });
    expect((await rounds(world))[0]?.claimed_at).toBeGreaterThan(0);
    expect((await door.claim(id, winners[0]?.ownerId ?? '')).ok).toBe(true);
    expect(await world.rows("select 1 from decisions where kind = 'claim'")).toHaveLength(1);
  });

  test('that stays silent for an hour is over: somebody else has lead and task', async () => {
    await using world = await startWorld();
    const { id, max } = await hotLead(world);
    const claimer = backupOf(world, taskHolder(world, id));
    await using door = await claims(world);
    expect(await door.claim(id, claimer.ownerId)).toEqual({ ok: true });
    await quiet(world);
    expect(taskHolder(world, id)).toBe(claimer);
    await pass(world, 40 * MINUTE);
    expect([taskHolder(world, id), world.slack.messages().length]).toEqual([claimer, 1]);
    await pass(world, 10 * MINUTE);
    // A claim stops reminders, never the manager.
    expect(counts(world, max)).toEqual([1]);
    await pass(world, 11 * MINUTE);
    await pass(world, MINUTE);
    expect(taskHolder(world, id)).not.toBe(claimer);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'open', assignee: taskHolder(world, id).name });
  });

  test('is refused for an answered lead, and an own contact ends the silence', async () => {
    await using world = await startWorld();
    const { id } = await hotLead(world);
    const holder = taskHolder(world, id);
    await using door = await claims(world);
    await door.claim(id, holder.ownerId);
    world.hubspot.logCall(id, { ownerId: holder.ownerId });
    await told(world);
    await pass(world, 2 * HOUR);
    expect(taskHolder(world, id)).toBe(holder);
    expect(await door.claim(id, backupOf(world, holder).ownerId)).toMatchObject({
      ok: false,
      because: 'contacted already',
      by: holder.name,
    });
  });

  test('and its release, back and forth, always moves the task', async () => {
    await using world = await startWorld({ reps: ['Ann', 'Bob'] });
    const id = asksForDemo(world, 'ada');
    await told(world);
    await using door = await claims(world);
    const first = taskHolder(world, id);
    const second = world.reps.find((rep) => rep !== first) ?? first;
    for (const claimer of [second, first, second]) {
      expect(await door.claim(id, claimer.ownerId)).toEqual({ ok: true });
      await quiet(world);
      expect(taskHolder(world, id)).toBe(claimer);
      await world.rows(`update episodes set state = 'open', claimed_by = null, claimed_at = null returning id`);
    }
  });
});
