import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Deed } from '../channels/answers.ts';
import { type Desk, HOUR, startDeeds } from '../deedsForTests.ts';
import { awayFor, backFor } from './presence.ts';
import type { Person } from './who.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDeeds();
});
afterAll(() => desk[Symbol.asyncDispose]());

const waiting = async (many: number) =>
  Promise.all(Array.from({ length: many }, () => desk.lead({ waiting: 'nobody is there' })));

test.each<Deed>([
  { do: 'not_a_fit', reason: 'student' },
  { do: 'contacted', how: 'call' },
])(
  'thirty waiting leads, each pressed "$do" at the same time, are all done: each press makes room for others',
  async (deed) => {
    const leads = await waiting(30);
    const answers = await Promise.all(leads.map((lead) => desk.press('Max', lead, deed)));
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  },
  30_000,
);

test('people who come and go while leads are closed hold nobody up', async () => {
  const leads = await waiting(20);
  const ann = { rep: { id: desk.id('Ann') }, timeZone: 'UTC' } as Person;
  const word = (index: number) =>
    desk.parts.store.together(desk.ws.id, (rows) =>
      index % 2 === 0
        ? awayFor(rows, ann, { until: desk.now() + HOUR, now: desk.now() })
        : backFor(rows, ann, desk.now()),
    );
  const answers = await Promise.all(
    leads.flatMap((lead, index) => [desk.press('Max', lead, { do: 'not_a_fit', reason: 'student' }), word(index)]),
  );
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
}, 30_000);
