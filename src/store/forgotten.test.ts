import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { MONDAY, startDesk } from '../testing/tellingDesk.ts';

const DAY = 86_400_000;
let desk: Awaited<ReturnType<typeof startDesk>>;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.begin();
});

async function step(kind: string, subject: string, daysAgo: number, more: object = {}): Promise<void> {
  const at = MONDAY - daysAgo * DAY;
  const key = `${kind}:${subject}:${daysAgo}`;
  await desk.insert('steps', { kind, key, subject, created_at: at, due_at: at, done_at: at, ...more });
}
const closed = { state: 'closed', closed_as: 'cooled', closed_at: MONDAY - 99 * DAY };
const episodes = async () => [
  await desk.episode(await desk.lead('Over'), closed),
  await desk.episode(await desk.lead('Open')),
];
const left = () => desk.query('select kind, key from steps order by key').then((rows) => rows.map(({ key }) => key));

test('what was done for leads that are over is forgotten after its time, and given up too', async () => {
  const [over = '', open = ''] = await episodes();
  for (const kind of ['alert', 'post', 'card', 'route', 'sla', 'sequence', 'brief', 'move']) await step(kind, over, 91);
  await step('alert', over, 89);
  await step('alert', open, 91);
  for (const episode of [over, open])
    await step('task', `lead of ${episode}`, 91, { payload: JSON.stringify({ about: { episode, round: 1 } }) });
  await step('post', over, 92, { done_at: null, failed_at: MONDAY - 92 * DAY });
  await step('alert', over, 93, { done_at: null });
  await step('relook', '2', 99);
  await desk.within((rows) => rows.forgetDone(MONDAY - 90 * DAY));
  const kept = [`alert:${over}:89`, `alert:${open}:91`, `task:lead of ${open}:91`, `alert:${over}:93`, 'relook:2:99'];
  expect(await left()).toEqual(kept.toSorted());
});

test('the last digest of each reader stays: the next begins where it ended', async () => {
  for (const [reader, days] of [
    ['ann', 95],
    ['ann', 92],
    ['bob', 91],
    ['bob', 10],
  ] as const)
    await step('digest', reader, days, { outcome: JSON.stringify({ upTo: MONDAY - days * DAY }) });
  await desk.within((rows) => rows.forgetDone(MONDAY - 90 * DAY));
  expect(await left()).toEqual(['digest:ann:92', 'digest:bob:10']);
  expect(await desk.within((rows) => rows.lastDigestUpTo('ann'))).toBe(MONDAY - 92 * DAY);
});

test('where messages went is forgotten after its time, but not of who is still hot', async () => {
  const [over, open] = await episodes();
  const post = async (episode: string | undefined, daysAgo: number) =>
    desk.insert('deliveries', {
      ...(episode !== undefined && { episode }),
      step: '00000000-0000-4000-8000-000000000000',
      channel: 'slack',
      place: 'D1',
      message: `${daysAgo}`,
      repeated: false,
      posted_at: MONDAY - daysAgo * DAY,
    });
  for (const [episode, days] of [
    [over, 401],
    [over, 399],
    [open, 402],
    [undefined, 403],
  ] as const)
    await post(episode, days);
  await desk.within((rows) => rows.forgetDeliveries(MONDAY - 400 * DAY));
  const kept = await desk.query('select message from deliveries order by message');
  expect(kept).toEqual([{ message: '399' }, { message: '402' }]);
});
