import { expect, test } from '@jest/globals';
import { defaultModel } from '../../domain/model.ts';
import { scoreAt } from '../../domain/scoring.ts';
import type { Signal } from '../../domain/signals.ts';
import { scoreLine } from './scoreLine.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 12);
const signal = (agoMs: number): Signal => {
  const at = NOW - agoMs;
  const about = { subject: 'lead' as const, type: 'pricing_page_visit', confidence: 1, source: 'hubspot' };
  return { id: `s${agoMs}`, at, receivedAt: at, ...about };
};

test('a lead that did nothing has a line at zero, from its first day to now', () => {
  expect(scoreLine([], defaultModel, NOW)).toEqual([
    { at: NOW - 30 * DAY, score: 0 },
    { at: NOW, score: 0 },
  ]);
});

test('every point is the score of its instant; the line rises when a signal came, and ends now', () => {
  const signals = [signal(3 * DAY + 5_000), signal(2 * DAY + 7_000), signal(40 * DAY)];
  const line = scoreLine(signals, defaultModel, NOW);
  for (const { at, score } of line) expect(score).toBe(scoreAt(at, signals, defaultModel).score);
  expect(line.map(({ at }) => at)).toContain(NOW - 3 * DAY - 5_000);
  expect(line.at(-1)?.at).toBe(NOW);
  expect(line.map(({ at }) => at)).toEqual(line.map(({ at }) => at).toSorted((a, b) => a - b));
});

test('of many signals it stays short', () => {
  const signals = Array.from({ length: 2_000 }, (_, index) => signal(index * 20 * 60_000));
  expect(scoreLine(signals, defaultModel, NOW).length).toBeLessThan(130);
});
