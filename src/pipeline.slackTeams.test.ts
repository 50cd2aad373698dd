import { expect, test } from '@jest/globals';
import { asksForDemo, named, passAway, quiet } from './pipelineForTests.ts';
import { startMail } from './sandbox/mail/mail.ts';
import { health, installs, startOauthWorld } from './testing/oauthWorld.ts';
import { until } from './testing/until.ts';
import type { World } from './testing/world.ts';

const ANN = 'ann@acme.example';
const EVENTS = '/slack/events';

const mine = (world: World) => world.slack.messages(named(world, 'Ann').slackId);
const claimed = (world: World) =>
  world.rows<{ by: string | null }>('select r.name as by from episodes e join reps r on r.id = e.claimed_by');

async function claims(world: World, target = `${world.app.url}${EVENTS}`) {
  const [message] = mine(world);
  if (message === undefined) throw new Error('Ann has no message');
  const { channel, ts } = message;
  return world.slack.interact(target, { user: named(world, 'Ann').slackId, channel, ts, actionId: 'claim' });
}

/** Every value of every table, as text. */
async function everythingKept(world: World): Promise<string> {
  const tables = await world.rows<{ name: string }>(
    "select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const texts = [];
  for (const { name } of tables)
    texts.push(...(await world.rows<{ text: string }>(`select t::text as text from ${name} t`)));
  return texts.map(({ text }) => text).join('\n');
}

test('before anybody installs the app, e-mail tells; after, Slack does, with buttons; no token is readable anywhere', async () => {
  await using mail = await startMail();
  await using world = await startOauthWorld({ mail: mail.url, reps: ['Ann'] });
  expect(await health(world.app.url)).toMatchObject({
    status: 503,
    troubles: [expect.stringMatching(/^slack: the app is not installed: alerts go by e-mail until .*slack install/)],
  });
  asksForDemo(world, 'ada');
  await world.push();
  await until(
    () => mail.mails(ANN).length === 1,
    () => `a mail; told:\n${world.told.join('\n')}`,
  );

  const page = await installs(world, { team: world.slack.team.id });
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('is in your Slack')]);
  expect(await health(world.app.url)).toMatchObject({ status: 200, troubles: [] });
  asksForDemo(world, 'bea');
  await world.push();
  await until(
    () => mine(world).length === 1,
    () => `a message; told:\n${world.told.join('\n')}`,
  );
  expect(await claims(world)).toMatchObject({ status: 200 });
  await until(async () => (await claimed(world)).length === 1, 'the claim');
  expect(await claimed(world)).toEqual([{ by: 'Ann Rep' }]);
  expect(mail.mails(ANN).filter(({ raw }) => raw.includes('bea'))).toEqual([]);

  const kept = await everythingKept(world);
  expect(kept).toContain('ada@bigco.example');
  for (const secret of ['xoxb-', 'sandbox-client-secret', world.slack.token]) {
    expect(kept).not.toContain(secret);
    expect(world.told.join('\n')).not.toContain(secret);
  }
});

test('without e-mail an alert waits for the installation, and is told once', async () => {
  await using world = await startOauthWorld({ reps: ['Ann'] });
  asksForDemo(world, 'ada');
  await world.push();
  await quiet(world, { away: true });
  expect((await health(world.app.url)).troubles).toEqual([expect.stringContaining('alerts wait until')]);
  await installs(world, { team: world.slack.team.id });
  for (const _try of [1, 2]) await passAway(world, 130_000);
  await quiet(world);
  expect(mine(world).filter(({ blocks }) => !JSON.stringify(blocks).includes('⏰'))).toHaveLength(1);
});

test.each([
  ['that Slack tells of', true, /removed in Slack/],
  ['that nobody tells of', false, /token_revoked|account_inactive|invalid_auth/],
])(
  'after a removal %s e-mail tells at once, health says so, and Slack tells again once it is installed',
  async (_what, isTold, word) => {
    await using mail = await startMail();
    await using world = await startOauthWorld({ mail: mail.url, reps: ['Ann'] });
    const team = world.slack.team.id;
    await installs(world, { team });
    asksForDemo(world, 'ada');
    await world.push();
    await until(
      () => mine(world).length === 1,
      () => `a message; told:\n${world.told.join('\n')}`,
    );
    await world.settled();

    await world.slack.uninstall(isTold ? `${world.app.url}${EVENTS}` : undefined);
    if (isTold) await until(async () => (await health(world.app.url)).status === 503, 'the removal to be known');
    asksForDemo(world, 'bea');
    await world.push();
    const toAnn = (name: string) => mail.mails(ANN).filter(({ raw }) => raw.includes(name));
    await until(
      () => toAnn('bea').length === 1,
      () => `a mail; told:\n${world.told.join('\n')}`,
    );
    expect(await health(world.app.url)).toMatchObject({ status: 503, troubles: [expect.stringMatching(word)] });

    await installs(world, { team });
    asksForDemo(world, 'cleo');
    await world.push();
    await until(
      () => mine(world).length === 2,
      () => `another message; told:\n${world.told.join('\n')}`,
    );
    await until(async () => (await health(world.app.url)).status === 200, 'health to be good again');
    expect(toAnn('cleo')).toEqual([]);
  },
);
