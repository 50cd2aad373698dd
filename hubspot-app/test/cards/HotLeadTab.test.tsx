import { expect, test } from '@jest/globals';
import { Alert, EmptyState, LineChart, LoadingSpinner, ScoreCircle, StatusTag, TableRow } from '@hubspot/ui-extensions';
import { episode, hotCard, quietCard } from './card.ts';
import { cardServer, onRecord } from './onRecord.tsx';
import { wordsIn } from '../onStage.tsx';

test('a hot lead shows its score, tier, reasons, forecast and fit', async () => {
  const server = cardServer(hotCard());
  const card = onRecord();
  expect(card.find(LoadingSpinner).props.label).toBe('Looking at what this lead did');
  await card.shows('Hot since 9:12, tier 1');
  expect(server.looks[0]?.path).toBe('/hubspot/api/card?contact=501');
  expect(card.find(ScoreCircle).props.score).toBe(87);
  expect(card.findAll(StatusTag).map(({ text }) => text)).toEqual(['Tier 1: hot', 'Good fit', 'Open since 9:12']);
  expect(card.words()).toContain('Pricing page 3 times in 20 minutes');
  expect(card.words()).toContain('If nothing else happens: stays hot until Tue 14:10');
  expect(card.words()).toContain('200 to 500 people, software');
});

test('what adds to the score is listed with its points, and what they come to', async () => {
  cardServer(hotCard());
  const card = onRecord();
  await card.shows('Pricing page');
  expect(card.findAll(TableRow).map(wordsIn)).toEqual([
    'What When Points now',
    'Demo requested today 9:12 +30.0',
    'Pricing page today 9:02 +25.0',
    'Together +55.0',
  ]);
});

test('the line of the score stays where it is until it changes', async () => {
  cardServer(hotCard({ history: [10, 10, 60].map((score, day) => ({ at: day * 1000, score })) }));
  const card = onRecord();
  await card.shows('Score over 30 days');
  expect(card.find(LineChart).props.data).toEqual([
    { at: 0, score: 10 },
    { at: 1000, score: 10 },
    { at: 1999, score: 10 },
    { at: 2000, score: 60 },
  ]);
});

test('points that come to more than 100 say where a score stops', async () => {
  const line = { words: 'Demo requested', when: 'today', points: 60 };
  cardServer(hotCard({ score: 100, contributions: [line, line] }));
  const card = onRecord();
  await card.shows('Together (a score stops at 100)');
});

test('a warm lead says how far from hot it is, and asks nothing of anybody', async () => {
  cardServer(quietCard({ score: 45, tier: 3, headline: 'Warm, not hot', why: ['read two case studies'] }));
  const card = onRecord();
  await card.shows('Warm, not hot');
  expect(card.find(StatusTag).text).toBe('Tier 3: warm');
  expect(card.words()).toContain('Not hot: no rep has to answer just now.');
  expect([card.claim(), card.contacted()]).toEqual([null, null]);
});

test('a quiet lead says that no activity is known, and draws nothing of it', async () => {
  cardServer(quietCard());
  const card = onRecord();
  await card.shows('Nothing yet: no activity we know of.');
  expect(card.maybeFind(LineChart)).toBeNull();
  expect(card.words()).not.toContain('What adds to the score');
});

test('a suppressed lead says why nobody is told', async () => {
  cardServer(hotCard({ suppressed: 'is a customer: goes to the CSM' }));
  const card = onRecord();
  await card.shows('is a customer: goes to the CSM');
  expect(card.find(Alert).props.title).toBe('Scored, but nobody is told');
});

test('a late lead is plain to see, and who should answer', async () => {
  cardServer(hotCard({ episode: episode({ late: true, due: '42 min late', assignee: 'Bob Ray' }) }));
  const card = onRecord();
  await card.shows('Bob Ray should now.');
  expect(card.find(Alert).props).toMatchObject({ title: '42 min late', variant: 'danger' });
});

test('a contact that is not known says so, with the reason', async () => {
  cardServer({ known: false, because: 'It was made before the import, and did nothing since.' });
  const card = onRecord();
  await card.shows('did nothing since');
  expect(card.find(EmptyState).props.title).toBe('This contact is not known yet');
});

test('a long history starts with eight lines and shows the rest when asked', async () => {
  cardServer(hotCard({ timeline: Array.from({ length: 11 }, (_, at) => `line ${at}.`) }));
  const card = onRecord();
  await card.shows('line 7.');
  expect(card.words()).not.toContain('line 8.');
  card.button('Show 3 more').trigger('onClick');
  await card.shows('line 10.');
});

test('how a lead came to its rep is told below its reasons, on both cards', async () => {
  cardServer(hotCard({ notes: ['a customer: Cy Rep has it'] }));
  for (const place of ['tab', 'sidebar'] as const) {
    const card = onRecord(place);
    await card.shows('A customer: Cy Rep has it');
    expect(card.words()).not.toContain('obody is told');
  }
});
