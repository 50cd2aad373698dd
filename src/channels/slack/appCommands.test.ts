import { describe, expect, test } from '@jest/globals';
import { until } from '../../testing/until.ts';
import { blockProblems } from '../../sandbox/slack/blocks.ts';
import { homeOfAnn, openApp, queueItem, said } from '../../testing/slackApp.ts';

type World = Awaited<ReturnType<typeof openApp>>;

async function typed(world: World, text: string) {
  const user = world.slack.addUser({ name: 'Ann', email: 'ann@acme.test' }).id;
  const channel = world.slack.addChannel('sales').id;
  const given = { command: '/hotleads', text, user, channel };
  expect(await world.slack.command(world.target, given)).toEqual({ status: 200, body: '' });
  const answer = await until(() => said(world.slack)[0], 'an answer');
  expect(answer).toMatchObject({ channel, ephemeralFor: user });
  const shown = answer.blocks.length ? JSON.stringify(answer.blocks) : answer.text;
  return { user, shown, answer, who: { workspace: 'acme', chatId: user, email: 'ann@acme.test' } };
}

const deeds = (world: World) => world.asked.filter(({ what }) => what !== 'clock');

describe('/hotleads', () => {
  test.each([
    ['', 'mine', 'You have 1 hot lead'],
    ['mine', 'mine', 'You have 1 hot lead'],
    [' TEAM ', 'team', 'Your team has 1 hot lead'],
  ])('"%s" shows the open hot leads to whoever asks, and to nobody else', async (text, whose, title) => {
    await using world = await openApp();
    const { who, answer, shown } = await typed(world, text);
    expect(deeds(world)).toEqual([{ what: 'queue', with: [who, whose] }]);
    expect(answer.text).toBe(title);
    expect(shown).toContain('Ada Lovelace');
    expect(blockProblems(answer.blocks, 'message')).toEqual([]);
  });

  test('says so when there are none', async () => {
    await using world = await openApp({ queue: async () => [] });
    expect((await typed(world, 'mine')).answer.text).toBe('No hot lead waits for you.');
  });

  test('tells a stranger why they see none', async () => {
    const { name: _name, ...stranger } = homeOfAnn;
    const home = async () => ({ ...stranger, problem: 'Ask your admin.' });
    await using world = await openApp({ queue: async () => [], home });
    expect((await typed(world, 'team')).answer.text).toBe('Ask your admin.');
  });

  test('a hundred leads fit into one answer', async () => {
    const items = Array.from({ length: 100 }, (_, index) => queueItem({ episode: `e-${index}` }));
    await using world = await openApp({ queue: async () => items });
    const { answer, shown } = await typed(world, 'team');
    expect(blockProblems(answer.blocks, 'message')).toEqual([]);
    expect(shown).toContain('and 90 more');
  });

  test.each([
    ['ooo', []],
    ['ooo until Monday', [Date.parse('2026-11-30T00:00:00+01:00')]],
    ['OOO until Monday because of a holiday', [Date.parse('2026-11-30T00:00:00+01:00'), 'a holiday']],
    ['away 2 days', [Date.parse('2026-11-27T10:20:00+01:00')]],
  ])('%s', async (text, expected) => {
    await using world = await openApp();
    const { who, shown } = await typed(world, text);
    const [until_, because] = expected;
    const away = deeds(world).map(({ what, with: args }) => [what, ...args]);
    expect(away).toEqual([['away', who, until_, ...(because === undefined ? [] : [because])]]);
    expect(shown).toBe('Done &lt;!channel&gt;');
  });

  test('a time that cannot be read changes nothing', async () => {
    await using world = await openApp();
    expect((await typed(world, 'ooo until I feel like it')).shown).toContain('I cannot read until when');
    expect(deeds(world)).toEqual([]);
  });

  test('back', async () => {
    await using world = await openApp();
    const { who } = await typed(world, 'back');
    expect(deeds(world)).toEqual([{ what: 'back', with: [who] }]);
  });

  test.each(['help', 'hlep', 'mute acme', '<!channel>'])('%s: help', async (text) => {
    await using world = await openApp();
    const { answer, shown } = await typed(world, text);
    expect(shown).toContain('/hotleads team');
    expect(shown).not.toContain('<!channel>');
    expect(blockProblems(answer.blocks, 'message')).toEqual([]);
    expect(world.asked).toEqual([]);
  });
});
