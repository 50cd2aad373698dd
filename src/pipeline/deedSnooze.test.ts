import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { SnoozeUntil } from '../channels/answers.ts';
import { MONDAY, startDesk } from '../testing/tellingDesk.ts';
import { act } from './deeds.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FRIDAY = MONDAY + 4 * DAY;
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

/** Ann has a lead, and puts it off; then again. */
async function snoozed(now: number, untils: SnoozeUntil[], more: { hours?: object[] } = {}) {
  desk.state.now = now;
  const ann = await desk.rep('Ann');
  if (more.hours !== undefined) {
    const { model } = desk.state;
    const people = { 'ann@acme.example': { hours: more.hours as [] } };
    desk.state.model = { ...model, routing: { ...model.routing, people } };
  }
  const episode = await desk.episode(await desk.lead('Ada'), { assignee: ann, opened_at: now });
  const who = { workspace: desk.ws.id, email: 'ann@acme.example' };
  const texts: string[] = [];
  for (const until of untils) {
    const press = { who, key: `${until}`, episode, via: 'slack', do: 'snooze', until } as const;
    texts.push((await act(desk.parts, desk.ws, press)).pressed.text);
  }
  const [row] = await desk.query<{ at: number | null }>('select snoozed_until as at from episodes where id = $1', [
    episode,
  ]);
  const waiting = await desk.query("select key from steps where kind = 'alert' and done_at is null");
  return { at: row?.at, texts, waiting: waiting.length };
}

test('tomorrow is the next day on which they work', async () => {
  expect((await snoozed(MONDAY, ['tomorrow'])).at).toBe(MONDAY + DAY - HOUR);
  await desk.begin();
  expect((await snoozed(FRIDAY, ['tomorrow'])).at).toBe(FRIDAY + 3 * DAY - HOUR);
});

test('until they are back is the next morning, and says so, where nobody knows when that is', async () => {
  const { at, texts } = await snoozed(MONDAY, ['back'], { hours: [] });
  expect(at).toBe(MONDAY + DAY - HOUR);
  expect(texts[0]).toBe(
    'Nobody knows when you are back: quiet until tomorrow 09:00; managers still hear of it if nobody answers',
  );
});

test('ends when they say so, and no word is said at its old end', async () => {
  expect(await snoozed(MONDAY, ['1h', 'now'])).toEqual({
    at: null,
    texts: [
      'Quiet until 11:00; managers still hear of it if nobody answers',
      'The snooze is over: reminders come again',
    ],
    waiting: 0,
  });
});

test('cannot end twice', async () => {
  expect((await snoozed(MONDAY, ['now'])).texts).toEqual(['It is not snoozed']);
});
