import { describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE, pass, taskHolder, told } from '../pipelineForTests.ts';
import { hotLead, rounds } from '../pipelineLeadForTests.ts';
import { startWorld, type World } from '../testing/world.ts';

const DAY = 24 * HOUR;

type Held = { name: string; ms: number | null; working_ms: number | null };

function holdings(world: World): Promise<Held[]> {
  return world.rows<Held>(
    `select name, (extract(epoch from until_at - from_at) * 1000)::float8 as ms, working_ms::float8 as working_ms
     from holdings h join reps r on r.id = h.rep order by from_at`,
  );
}

describe('the clock of a contact', () => {
  test('is that of who had the lead then, and of who let it lie before', async () => {
    await using world = await startWorld();
    const { id } = await hotLead(world);
    const first = taskHolder(world, id);
    await pass(world, 31 * MINUTE);
    const second = taskHolder(world, id);
    expect(second).not.toBe(first);
    await pass(world, 3 * MINUTE);
    world.hubspot.logCall(id, { ownerId: second.ownerId });
    await told(world);
    const held = await holdings(world);
    expect(held.map(({ name }) => name)).toEqual([first.name, second.name]);
    expect(held[0]).toMatchObject({ working_ms: null });
    expect(held[0]?.ms).toBeGreaterThanOrEqual(30 * MINUTE);
    expect(held[1]?.working_ms).toBeGreaterThanOrEqual(3 * MINUTE);
    expect(held[1]?.working_ms).toBeLessThan(10 * MINUTE);
  });

  test('reaches back to the signal, however long ago that is', async () => {
    await using world = await startWorld();
    const { id } = await hotLead(world);
    await pass(world, 20 * DAY);
    world.hubspot.logCall(id, { ownerId: taskHolder(world, id).ownerId });
    await told(world);
    const [round] = await rounds(world);
    expect(round?.working_ms).toBeGreaterThanOrEqual(20 * DAY);
  });
});
