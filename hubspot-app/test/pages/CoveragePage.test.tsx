import { expect, test } from '@jest/globals';
import { Alert, StatusTag } from '@hubspot/ui-extensions';
import type { CoverageView } from '../../src/app/shared/api.ts';
import { serverThat } from '../onStage.tsx';
import { onPage } from './onPage.tsx';

const nine = Array.from({ length: 24 }, (_, hour) => (hour >= 9 && hour < 12 ? 2 : 0));

function coverage(more: Partial<CoverageView> = {}): CoverageView {
  return {
    people: [
      { name: 'Ann Ames', present: true, because: 'in working hours until 18:00', openLeads: 2, most: 5 },
      {
        name: 'Ben Bell',
        present: false,
        because: 'on holiday until Mon 9:00',
        openLeads: 0,
        problem: 'no Slack account is known',
      },
    ],
    week: [
      { day: '2026-11-23', hours: nine },
      { day: '2026-11-24', hours: nine.map((people, hour) => (hour === 10 ? 0 : people)) },
    ],
    timeZone: 'Europe/Berlin',
    gaps: ['Sat 28 Nov, all day'],
    checks: [{ level: 'error', text: 'Pool emea has no member who is active.' }],
    pools: [
      {
        name: 'default',
        mode: 'assign',
        members: [
          { name: 'Ann Ames', due: 4.5, had: 4 },
          { name: 'Ben Bell', due: 4.5, had: 6 },
        ],
      },
    ],
    ...more,
  };
}

test('who is there, why not, and whether messages reach them', async () => {
  serverThat(() => ({ json: coverage() }));
  const page = onPage('/coverage');
  await page.shows('on holiday until Mon 9:00');
  expect(page.findAll(StatusTag).map(({ text }) => text)).toEqual(['there', 'not there']);
  expect(page.words()).toContain('2 of at most 5');
  expect(page.words()).toContain('do not reach them: no Slack account is known');
  expect(page.find(Alert).props).toMatchObject({ title: 'To mend in the settings', variant: 'danger' });
  expect(page.words()).toContain('Pool emea has no member who is active.');
});

test('the week is a grid of the hours in which anybody is there', async () => {
  serverThat(() => ({ json: coverage() }));
  const page = onPage('/coverage');
  await page.shows('Mon 23 Nov');
  const rows = page.rows();
  expect(rows).toContain('Day 9 10 11');
  expect(rows).toContain('Mon 23 Nov 2 2 2');
  expect(rows).toContain('Tue 24 Nov 2 – 2');
  expect(page.words()).toContain('Nobody is there before 9:00 or after 12:00.');
  expect(page.words()).toContain('Sat 28 Nov, all day');
});

test('what each was due and had is said to be fair or not', async () => {
  serverThat(() => ({ json: coverage() }));
  const page = onPage('/coverage');
  await page.shows('Pool default');
  const rows = page.rows();
  expect(rows).toContain('Ann Ames 4 4.5 as due');
  expect(rows).toContain('Ben Bell 6 4.5 1.5 ahead');
});

test('a team without anybody says what that means', async () => {
  serverThat(() => ({ json: coverage({ people: [], week: [], gaps: [], checks: [], pools: [] }) }));
  const page = onPage('/coverage');
  await page.shows('no lead can be given to anybody');
  expect(page.words()).toContain('Nobody is there in the next seven days.');
  expect(page.words()).not.toContain('Somebody is there');
});

test('an address that is none of the pages says so, and the way to the pages is there', async () => {
  serverThat(() => ({ json: {} }));
  const page = onPage('/nowhere');
  await page.shows('There is no such page');
  expect(page.words()).toContain('Queue');
  expect(page.words()).toContain('Coverage');
});
