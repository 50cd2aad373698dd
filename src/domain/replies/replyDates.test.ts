import { expect, test } from '@jest/globals';
import { daysNamed } from './replyDates.ts';
import { NOW } from '../signalsForTests.ts';

const daysIn = (text: string, at = NOW): string[] =>
  daysNamed(text, at).map(({ day }) => new Date(day).toISOString().slice(0, 10));

test.each([
  ['tomorrow', '2026-02-01'],
  ['the day after tomorrow', '2026-02-02'],
  ['on monday', '2026-02-02'],
  ['next saturday', '2026-02-07'],
  ['next week', '2026-02-02'],
  ['next month', '2026-02-01'],
  ['next quarter', '2026-04-01'],
  ['next year', '2027-01-01'],
  ['in 10 days', '2026-02-10'],
  ['in a couple of weeks', '2026-02-14'],
  ['in 3-4 weeks', '2026-02-21'],
  ['in one month', '2026-02-28'],
  ['in six months', '2026-07-31'],
  ['in march', '2026-03-01'],
  ['in january', '2027-01-01'],
  ['mid march', '2026-03-15'],
  ['end of march', '2026-03-31'],
  ['after march', '2026-04-01'],
  ['until may 2027', '2027-05-01'],
  ['12 january', '2027-01-12'],
  ['january 12th', '2027-01-12'],
  ['march 3, 2028', '2028-03-03'],
  ['12. januar', '2027-01-12'],
  ['12.01.2027', '2027-01-12'],
  ['2026-05-04', '2026-05-04'],
  ['25/02/2026', '2026-02-25'],
  ['02/25/2026', '2026-02-25'],
  ['01/02/2027', undefined],
  ['in q1', '2027-01-01'],
  ['q2', '2026-04-01'],
  ['q3 2027', '2027-07-01'],
  ['after q2', '2026-07-01'],
  ['third quarter', '2026-07-01'],
  ['after the holidays', '2027-01-02'],
  ['in the new year', '2027-01-02'],
  ['after the 15th', '2026-02-15'],
  ['29 february', '2028-02-29'],
  ['30 february', undefined],
  ['2025-05-04', undefined],
  ['we may be interested', undefined],
  ['last monday', undefined],
  ['guten morgen', undefined],
  ['nachste woche', '2026-02-02'],
  ['dans 3 mois', '2026-04-30'],
  ['le mois prochain', '2026-02-01'],
  ['el proximo trimestre', '2026-04-01'],
  ['en marzo', '2026-03-01'],
])('%s is %s', (text, day) => {
  expect(daysIn(text)).toEqual(day === undefined ? [] : [day]);
});

test('several days come in the order they are written', () => {
  expect(daysIn('not on 3 march, rather in april or next week')).toEqual(['2026-03-03', '2026-04-01', '2026-02-02']);
});

test('the day of the reply itself has begun, so the next such is meant', () => {
  expect(daysIn('31 january')).toEqual(['2027-01-31']);
});
