import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Before, type Desk, HOUR, MINUTE, startDeeds } from '../deedsForTests.ts';
import { leaveFor } from './leftBehind.ts';
import { personOf } from './who.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDeeds();
});
afterAll(() => desk[Symbol.asyncDispose]());

/** Ann says that she is away for an hour. */
const leaves = () =>
  desk.parts.store.together(desk.ws.id, async (rows) => {
    const who = { workspace: desk.ws.id, email: 'ann@acme.example' };
    const person = await personOf(rows, desk.ws, who, (await desk.ws.deciding(rows)).model);
    return leaveFor(rows, desk.ws, person, { until: desk.now() + HOUR, now: desk.now() });
  });

const mine: Before = { owner: 'Ann', assignee: 'Ann' };

test('what cannot wait goes to somebody else at once; what was claimed, and what is over, stays, and is counted', async () => {
  const open = await desk.lead(mine);
  await desk.lead({ ...mine, claimedBy: 'Ann' });
  await desk.lead({ ...mine, contactedBy: 'Ann' });
  await desk.lead({ assignee: 'Bob' });
  expect((await leaves()).text).toBe(
    'You are away until today 11:00: new hot leads go to others. You still have 2 unanswered hot leads: 1 of them ' +
      'cannot wait, and goes to a colleague who is there; of the other: give it to Bob Rep or Cy Rep.',
  );
  const routes = await desk.rows("select subject, payload, due_at as due from steps where kind = 'route'");
  const payload = { round: 1, why: 'reassign', from: desk.id('Ann') };
  expect(routes).toEqual([{ subject: open, payload, due: desk.now() }]);
  const [{ ladder } = { ladder: undefined }] = await desk.rows<{ ladder: unknown }>(
    'select ladder from episodes where id = $1',
    [open],
  );
  // Ten minutes of the ladder are over; the rest counts in the time of whoever gets it.
  expect(ladder).toMatchObject({ since: { at: desk.now(), minutes: 10 }, climbed: 0 });
  expect(MINUTE).toBe(60_000);
});
