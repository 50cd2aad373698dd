import { pathsOf } from '../../src/testing/weekPaths.ts';
import { playWeek } from '../../src/testing/weekPlay.ts';
import { tableOf } from '../../src/testing/weekTable.ts';
import { startWeekWorld } from '../../src/testing/weekWorld.ts';
import type { Ground } from './ground.ts';

/** Plays the week of src/pipeline.week.test.ts, and prints what became of every lead. */
export async function benchWeek(ground: Ground): Promise<void> {
  await using world = await startWeekWorld(await ground.newDatabase());
  const start = performance.now();
  const played = await playWeek(world);
  const paths = await pathsOf(world, played);
  const answered = paths.filter(({ episode }) => episode.contactedAt !== undefined).length;
  console.log(tableOf(paths));
  console.log(
    `week: ${paths.length} leads, ${answered} answered, ${played.steps} instants played in ${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
}
