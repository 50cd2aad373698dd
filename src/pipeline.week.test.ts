import { expect, test } from '@jest/globals';
import { ownDatabase } from './testing/database.ts';
import { playWeek } from './testing/weekPlay.ts';
import { startWeekWorld } from './testing/weekWorld.ts';
import { writeFileSync } from 'node:fs';

test('week', async () => {
  await using database = await ownDatabase();
  await using world = await startWeekWorld(database.url);
  const start = performance.now();
  const played = await playWeek(world).finally(() => writeFileSync('/tmp/week.told', world.told.join('\n')));
  console.log(played.steps, performance.now() - start);
  const log = await world.rows('select d.lead, d.kind, d.at, d.inputs, d.outcome, i.value from decisions d join identities i on i.id=d.lead and i.kind=\'hubspot:contact\' order by d.id');
  writeFileSync('/tmp/week.log.json', JSON.stringify({ log, played, messages: world.slack.messages(), episodes: await world.rows('select * from episodes'), pools: await world.rows('select p.*, r.name from pool_members p join reps r on r.id=p.id') , steps: await world.rows('select * from steps where failed_at is not null')}, null, 1));
  expect(played.leads.length).toBe(84);
}, 300_000);
