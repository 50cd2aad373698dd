import { expect, test } from '@jest/globals';
import { readReps } from './reps.ts';
import { startOrg } from '../../testing/salesforceOrg.ts';

const day = 86_400_000;

test('everyone who can own a record is told, the inactive too, but not our own user', async () => {
  await using on = await startOrg();
  const ann = on.sandbox.addUser({ email: 'ann@example.com', name: 'Ann Lee', timeZone: 'Europe/Berlin' });
  const gone = on.sandbox.addUser({ email: 'gone@example.com', name: 'Gone' });
  on.sandbox.addUser({ email: 'bot@example.com', name: 'Bot', values: { UserType: 'AutomatedProcess' } });
  on.sandbox.deactivate(gone);
  expect(await readReps(on.org, on.now)()).toEqual([
    { id: ann, name: 'Ann Lee', email: 'ann@example.com', timeZone: 'Europe/Berlin', active: true, available: true },
    {
      id: gone,
      name: 'Gone',
      email: 'gone@example.com',
      timeZone: 'America/New_York',
      active: false,
      available: true,
    },
  ]);
});

test('absences are events shown as out of office, of now and the next two weeks', async () => {
  await using on = await startOrg();
  const ann = on.sandbox.addUser({ email: 'ann@example.com', name: 'Ann' });
  const iso = (at: number) => new Date(at).toISOString();
  const event = (from: number, to: number, ShowAs: string, more: object = {}) =>
    on.sandbox.addEvent({ OwnerId: ann, StartDateTime: iso(from), EndDateTime: iso(to), ShowAs, ...more });
  const now = on.now();
  event(now - day, now + day, 'OutOfOffice');
  event(now - 3 * day, now - 2 * day, 'OutOfOffice');
  event(now + 20 * day, now + 21 * day, 'OutOfOffice');
  event(now, now + day, 'Busy');
  const [rep] = await readReps(on.org, on.now)();
  expect(rep?.outOfOffice).toEqual([{ from: now - day, to: now + day }]);
});

test('where the org has Out of Office switched on, what a user set there counts', async () => {
  await using on = await startOrg({}, { outOfOffice: true });
  const ann = on.sandbox.addUser({ email: 'ann@example.com', name: 'Ann' });
  const before = on.sandbox.apiCalls();
  on.sandbox.setOutOfOffice(ann, on.now() - day, on.now() + day);
  const [rep] = await readReps(on.org, on.now)();
  expect(rep?.outOfOffice).toEqual([{ from: on.now() - day, to: on.now() + day }]);
  // One to describe, one to read.
  expect(on.sandbox.apiCalls() - before).toBe(2);
});

test.each([
  ['UTC', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z'],
  ['Europe/Berlin', '2026-11-19T23:00:00Z', '2026-11-20T23:00:00Z'],
  ['America/Los_Angeles', '2026-11-20T08:00:00Z', '2026-11-21T08:00:00Z'],
])('an event of a whole day is away on that day of the zone %s, its last one too', async (timeZone, from, to) => {
  await using on = await startOrg();
  const ann = on.sandbox.addUser({ email: 'ann@example.com', name: 'Ann', timeZone });
  const StartDateTime = '2026-11-20T00:00:00Z';
  on.sandbox.addEvent({ OwnerId: ann, IsAllDayEvent: true, StartDateTime, ShowAs: 'OutOfOffice' });
  const away = async () => (await readReps(on.org, on.now)())[0]?.outOfOffice;
  expect(await away()).toEqual([{ from: Date.parse(from), to: Date.parse(to) }]);
  on.clock.advance(Date.parse(to) - 1_000 - on.now());
  expect(await away()).toHaveLength(1);
  on.clock.advance(1_000);
  expect(await away()).toBeUndefined();
});

test('of a week away every day counts, that of a clock put back an hour longer', async () => {
  await using on = await startOrg();
  on.clock.advance(Date.parse('2026-10-20T12:00:00Z') - on.now());
  const ann = on.sandbox.addUser({ email: 'ann@example.com', name: 'Ann', timeZone: 'Europe/Berlin' });
  const days = { StartDateTime: '2026-10-19T00:00:00Z', EndDateTime: '2026-10-25T00:00:00Z' };
  on.sandbox.addEvent({ OwnerId: ann, IsAllDayEvent: true, ...days, ShowAs: 'OutOfOffice' });
  const [rep] = await readReps(on.org, on.now)();
  const [from, to] = [Date.parse('2026-10-18T22:00:00Z'), Date.parse('2026-10-25T23:00:00Z')];
  expect(rep?.outOfOffice).toEqual([{ from, to }]);
});
