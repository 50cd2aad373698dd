import { describe, expect, test } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from './decay.ts';
import { defaultModel as model } from './model.ts';
import { newHeatAt } from './newHeat.ts';
import { NOW, signal } from './signalsForTests.ts';

const watchingSince = NOW - HOUR_MS;
const news = (...signals: ReturnType<typeof signal>[]) => newHeatAt({}, { watchingSince, now: NOW, signals, model });
/** Known only now, as an import brings it. */
const imported = { receivedAt: NOW };

describe('what happened before anybody watched', () => {
  test('makes a lead hot, and opens nothing, however late it is known', () => {
    expect(news(signal('demo_request', 2 * HOUR_MS, imported))).toBeUndefined();
  });

  test('a demo request from after opens, though the import brings it too', () => {
    const at = NOW - 30 * MINUTE_MS;
    const heat = news(signal('demo_request', 30 * MINUTE_MS, imported), signal('demo_request', 2 * HOUR_MS, imported));
    expect(heat).toBeGreaterThanOrEqual(at - model.aheadMinutes * MINUTE_MS);
    expect(heat).toBeLessThanOrEqual(at);
  });

  test('who was hot before and comes back after is news', () => {
    const before = signal('demo_request', 2 * HOUR_MS, imported);
    expect(news(before, signal('blog_engagement', 10 * MINUTE_MS, imported))).toBeDefined();
  });
});
