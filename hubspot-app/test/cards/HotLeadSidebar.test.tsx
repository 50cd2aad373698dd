import { expect, test } from '@jest/globals';
import { Alert, ScoreCircle, StatusTag } from '@hubspot/ui-extensions';
import { episode, hotCard, quietCard } from './card.ts';
import { cardServer, done, onRecord } from './onRecord.tsx';

test('the sidebar shows the score, the two best reasons and until when to answer', async () => {
  cardServer(hotCard());
  const card = onRecord('sidebar');
  await card.shows('Respond by 10:12, in 40 min');
  expect(card.find(ScoreCircle).props.score).toBe(87);
  expect(card.find(StatusTag).text).toBe('Tier 1: hot');
  expect(card.words()).toContain('Pricing page 3 times in 20 minutes');
  expect(card.words()).not.toContain('Compared us with a competitor');
});

test('the sidebar claims', async () => {
  const server = cardServer(hotCard(), () => done('Dana Fox is yours.'));
  const card = onRecord('sidebar');
  await card.shows('Respond by');
  card.claim()?.trigger('onClick');
  await card.waitFor(() => expect(card.alerts).toEqual([{ type: 'success', message: 'Dana Fox is yours.' }]));
  expect(server.presses).toHaveLength(1);
});

test('a late lead is plain to see in the sidebar', async () => {
  cardServer(hotCard({ episode: episode({ late: true, due: '42 min late' }) }));
  const card = onRecord('sidebar');
  await card.shows('Nobody has reached this lead yet.');
  expect(card.find(Alert).props.title).toBe('42 min late');
});

test('a quiet, suppressed lead says both in the sidebar', async () => {
  cardServer(quietCard({ suppressed: "has a competitor's address" }));
  const card = onRecord('sidebar');
  await card.shows("Nobody is told: has a competitor's address");
  expect(card.words()).toContain('Nothing yet: no activity we know of.');
  expect(card.claim()).toBeNull();
});
