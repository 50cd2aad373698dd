import { expect, test } from '@jest/globals';
import { asksForDemo, named, passAway, quiet } from './pipelineForTests.ts';
import { startMail } from './sandbox/mail/mail.ts';
import { health, installs, startOauthWorld } from './testing/oauthWorld.ts';
import { until } from './testing/until.ts';

const ANN = 'ann@acme.example';

test('reps whom Slack does not know are counted, and nothing is the worse for it', async () => {
  await using world = await startOauthWorld({ reps: ['Ann', 'Bob'] });
  const bob = world.slack.user(named(world, 'Bob').slackId);
  if (bob) bob.email = 'robert@elsewhere.example';
  await installs(world, { team: world.slack.team.id });
  // They are asked for once a minute.
  const warned = await until(async () => {
    world.advance(60_000);
    await quiet(world, { away: true });
    return (await health(world.app.url)).warnings;
  }, 'a warning');
  expect(warned).toEqual(['1 rep is not found in Slack: hot-lead slack reps says who, and why']);
  expect((await health(world.app.url)).status).toBe(200);
});

test('a company that moves to another Slack is told there, by e-mail at most until everybody is found again', async () => {
  await using mail = await startMail();
  await using world = await startOauthWorld({ mail: mail.url, reps: ['Ann'] });
  await installs(world, { team: world.slack.team.id });
  await until(async () => {
    world.advance(60_000);
    await quiet(world, { away: true });
    return (await world.rows('select 1 from reps where chat_id is not null')).length > 0;
  }, 'Ann to be found');
  const moved = world.slack.addTeam({ id: 'T0000077', name: 'Moved' });
  moved.addUser({ email: 'nobody@acme.example', name: 'Somebody' });
  const { id } = moved.addUser({ email: ANN, name: 'Ann Rep' });
  await world.slack.uninstall(`${world.app.url}/slack/events`);
  await until(async () => (await health(world.app.url)).status === 503, 'the removal to be known');
  await installs(world, { team: moved.team.id });
  asksForDemo(world, 'ada');
  await world.push();
  await until(
    () => moved.messages(id).length + mail.mails(ANN).length > 0,
    () => `an alert:\n${world.told.join('\n')}`,
  );
  for (const _minute of [1, 2, 3]) await passAway(world, 60_000);
  asksForDemo(world, 'bea');
  await world.push();
  const toAnn = () => JSON.stringify(moved.messages(id));
  await until(
    () => toAnn().includes('bea'),
    () => `a message:\n${world.told.join('\n')}`,
  );
  expect(mail.mails(ANN).filter(({ raw }) => raw.includes('bea'))).toEqual([]);
});

test('under another SECRET_KEY the app starts, says so, and tells by e-mail', async () => {
  await using mail = await startMail();
  await using world = await startOauthWorld({ mail: mail.url, reps: ['Ann'] });
  await installs(world, { team: world.slack.team.id });
  world.settings.secretKey = 'another key of thirty-two characters or more';
  await world.restart();
  asksForDemo(world, 'ada');
  await world.push();
  await until(
    () => mail.mails(ANN).length > 0,
    () => `a mail; told:\n${world.told.join('\n')}`,
  );
  expect(await health(world.app.url)).toMatchObject({
    status: 503,
    troubles: [expect.stringMatching(/SECRET_KEY is not the one .*hot-lead slack install/)],
  });
});
