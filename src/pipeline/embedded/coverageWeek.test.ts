import { expect, test } from '@jest/globals';
import { gapsIn, weekOf } from './coverageWeek.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Saturday noon in Berlin. */
const NOW = Date.UTC(2026, 10, 21, 11);
const MONDAY = Date.UTC(2026, 10, 23, -1);
const nineToFive = (day: number) => ({ from: day + 9 * HOUR, to: day + 17 * HOUR });

test('a week counts who is there for most of each hour, on the wall clock of the zone', () => {
  const ann = [nineToFive(MONDAY)];
  const bob = [{ from: MONDAY + 9.75 * HOUR, to: MONDAY + 11 * HOUR }];
  const week = weekOf([ann, bob], NOW, 'Europe/Berlin');
  expect(week.map(({ day }) => day).slice(0, 3)).toEqual(['2026-11-21', '2026-11-22', '2026-11-23']);
  expect(week[2]?.hours.slice(8, 18)).toEqual([0, 1, 2, 1, 1, 1, 1, 1, 1, 0]);
});

test('gaps are what nobody covers, whole days by their name', () => {
  const days = [0, 1, 2, 3, 4].map((day) => nineToFive(MONDAY + day * DAY));
  const weekend = { from: NOW, to: MONDAY - DAY };
  expect(gapsIn([days, [weekend]], NOW, 'Europe/Berlin').slice(0, 2)).toEqual([
    'Sun 22 Nov 0:00 to Mon 23 Nov 9:00',
    'Mon 23 Nov 17:00 to Tue 24 Nov 9:00',
  ]);
  const round = [
    { from: NOW, to: MONDAY },
    { from: MONDAY + DAY, to: MONDAY + 8 * DAY },
  ];
  expect(gapsIn([round], NOW, 'Europe/Berlin')).toEqual(['Mon 23 Nov, all day']);
});

test('when somebody is always there, there is no gap; of very many the first are said', () => {
  expect(gapsIn([[{ from: NOW - DAY, to: NOW + 8 * DAY }]], NOW, 'UTC')).toEqual([]);
  const hourly = Array.from({ length: 100 }, (_, index) => ({
    from: NOW + index * HOUR,
    to: NOW + (index + 0.5) * HOUR,
  }));
  expect(gapsIn([hourly], NOW, 'UTC').at(-1)).toBe('and 80 more');
});
