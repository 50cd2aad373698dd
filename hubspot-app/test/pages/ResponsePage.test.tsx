import { expect, test } from '@jest/globals';
import { BarChart, EmptyState, StatusTag } from '@hubspot/ui-extensions';
import type { ResponseRow, ResponseView } from '../../src/app/shared/api.ts';
import { serverThat } from '../onStage.tsx';
import { onPage } from './onPage.tsx';

const ann: ResponseRow = {
  name: 'Ann Ames',
  hotLeads: 12,
  answered: 10,
  open: 2,
  medianMinutes: 42,
  median: '42 min',
  p90: '3 h',
  inHour: 7,
};

function response(more: Partial<ResponseView> = {}): ResponseView {
  return {
    from: '2026-10-23',
    to: '2026-11-22',
    figures: [
      { name: 'Answered in the hour', value: '62%', target: 'over 60%', state: 'good', help: 'Of all hot leads.' },
      { name: 'Hot pipeline', value: '12%', target: 'over 40%', state: 'bad', help: 'Of all pipeline.' },
    ],
    perDay: [{ day: '2026-11-20', hotLeads: 5, answeredInHour: 3 }],
    within: [{ label: '60 min', share: 0.62, low: 0.55, high: 0.69 }],
    withinOf: 40,
    byRep: [ann],
    byTier: [{ ...ann, name: 'Tier 1' }],
    bySource: [],
    conversion: [{ words: 'asked for a demo', leads: 40, won: 9, share: 0.225, low: 0.12, high: 0.38 }],
    ...more,
  };
}

test('figures stand with their targets and whether they are reached', async () => {
  serverThat(() => ({ json: response() }));
  const page = onPage('/response');
  await page.shows('From 23 Oct to 22 Nov.');
  expect(page.findAll(StatusTag).map(({ text }) => text)).toEqual([
    'Target over 60%: reached',
    'Target over 40%: missed',
  ]);
});

test('answers due a day are drawn, answered in the hour and not', async () => {
  serverThat(() => ({ json: response() }));
  const page = onPage('/response');
  await page.shows('Answered within');
  expect(page.find(BarChart).props.data).toEqual([
    { day: '20 Nov', answers: 3, which: 'answered in the hour' },
    { day: '20 Nov', answers: 2, which: 'later or not yet' },
  ]);
});

test('shares come with how sure they are, in words', async () => {
  serverThat(() => ({ json: response() }));
  const page = onPage('/response');
  await page.shows('60 min 62% likely 55% to 69%');
  expect(page.words()).toContain('Asked for a demo 40 9 23% likely 12% to 38%');
});

test('a rep without answers shows "not yet", not 0', async () => {
  const silent = { ...ann, name: 'Ben Bell', hotLeads: 3, answered: 0, open: 3, median: '0 min', p90: '', inHour: 0 };
  serverThat(() => ({ json: response({ byRep: [ann, silent], byTier: [] }) }));
  const page = onPage('/response');
  await page.shows('Ben Bell');
  const rows = page.rows();
  expect(rows).toContain('Ben Bell 3 not yet not yet 3 not yet not yet');
  expect(rows).toContain('Ann Ames 12 10 7 2 42 min 3 h');
});

test('what others answered stands beside, and only where there is any', async () => {
  const cy = { ...ann, name: 'Cy Dunn', byOthers: 2 };
  serverThat(() => ({ json: response({ byRep: [cy, ann] }) }));
  const page = onPage('/response');
  await page.shows('Answered by others');
  expect(page.rows()).toEqual(
    expect.arrayContaining(['Cy Dunn 12 10 7 2 2 42 min 3 h', 'Ann Ames 12 10 7 2 0 42 min 3 h']),
  );
  expect(page.rows()).toContain('Tier 1 12 10 7 2 42 min 3 h');
});

test('the shares say of how many they are, and while nobody knows them why', async () => {
  const server = serverThat(() => ({ json: response() }));
  const page = onPage('/response');
  await page.shows('Of the 40 answers due for at least 4 hours');
  server.reply = () => ({ json: response({ within: [], withinOf: 0 }) });
  await onPage('/response').shows('No answer was due for 4 hours yet');
});

test('without any hot lead the page says what is to come', async () => {
  const none = { figures: [], perDay: [], within: [], byRep: [], byTier: [], conversion: [] };
  serverThat(() => ({ json: response(none) }));
  const page = onPage('/response');
  await page.shows('Nobody was hot from 23 Oct to 22 Nov.');
  expect(page.find(EmptyState).props.title).toBe('No hot lead yet');
});
