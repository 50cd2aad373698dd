import { describe, expect, test } from '@jest/globals';
import { utcClock } from '../../domain/explain/whenInWords.ts';
import { defaultModel } from '../../domain/model.ts';
import type { Signal } from '../../domain/signals.ts';
import { standingAt } from '../../domain/tiers.ts';
import { headlineOf } from './headline.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 20, 12);

const signal = (type: string, minutesAgo: number): Signal => {
  const at = NOW - minutesAgo * MINUTE;
  const about = { subject: 'lead' as const, confidence: 1, source: 'hubspot' };
  return { ...about, id: `${type}-${minutesAgo}`, type, at, receivedAt: at };
};

function headline(signals: Signal[], hotSinceMinutes?: number): string {
  const hotSince = hotSinceMinutes === undefined ? undefined : NOW - hotSinceMinutes * MINUTE;
  const deciding = { model: defaultModel, version: 1, hash: 'h' };
  return headlineOf(standingAt(NOW, signals, defaultModel), signals, hotSince, { deciding, clock: utcClock, now: NOW });
}

const rest = ['pricing_page_visit', 'case_study_download', 'competitor_comparison'].map((type) => signal(type, 60));

describe('the headline', () => {
  test('of a lead that became tier 1 later says since when it is which', () => {
    expect(headline([signal('demo_request', 120), ...rest], 120)).toBe('Hot since 10:00, tier 1 since 11:00');
  });

  test('of one that was tier 1 from the start, or is tier 2, says it once', () => {
    expect(headline([signal('demo_request', 60), ...rest], 60)).toBe('Hot since 11:00, tier 1');
    expect(headline([signal('demo_request', 120)], 120)).toBe('Hot since 10:00, tier 2');
  });

  test('of one that no look has seen yet claims no time', () => {
    expect(headline([signal('demo_request', 1)])).toBe('Hot, tier 2');
  });

  test('of one that is not hot names no number of points', () => {
    expect(headline([])).toBe('Quiet');
    expect(headline(rest)).toBe('Warm, not hot');
  });
});
