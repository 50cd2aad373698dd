import { expect, test } from '@jest/globals';
import { HOUR, MINUTE, named, told } from './pipelineForTests.ts';
import { until } from './testing/until.ts';
import { startWorld } from './testing/world.ts';

test('a word with them the day before is told for information; a demo they ask for then has task, alert and ladder', async () => {
  await using world = await startWorld({ reps: ['Ann'] });
  const ann = named(world, 'Ann');
  const id = world.hubspot.addContact({ email: 'ada@bigco.example', firstname: 'ada' });
  world.hubspot.logCall(id, { ownerId: ann.ownerId, at: world.now() - HOUR });
  await told(world);
  for (const page of ['compare/rival', 'roi-calculator', 'case-studies/a'])
    world.hubspot.visitPage(id, `https://acme.example/${page}`);
  await told(world);
  const fyi = () => world.rows<{ fyi: boolean; ended: boolean }>('select fyi, ladder_ended as ended from episodes');
  expect([await fyi(), world.hubspot.tasks()]).toEqual([[{ fyi: true, ended: true }], []]);
  world.advance(MINUTE);
  world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: 'ada@bigco.example' });
  await told(world);
  await until(
    () => world.hubspot.tasks().length === 1,
    () => `a task; told:\n${world.told.join('\n')}`,
  );
  expect(await fyi()).toEqual([{ fyi: false, ended: false }]);
  await until(
    () => world.slack.messages(ann.slackId).length === 2,
    () => 'Ann to hear of it again',
  );
});
