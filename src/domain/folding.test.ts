import { describe, expect, test } from '@jest/globals';
import { DAY_MS, MINUTE_MS } from './decay.ts';
import { visitsAt } from './folding.ts';
import { defaultModel } from './model.ts';
import { NOW, signal } from './signalsForTests.ts';

const visitIds = (signals: Parameters<typeof visitsAt>[1]) =>
  visitsAt(NOW, signals, defaultModel).map((visit) => visit.signal.id);

describe('folding', () => {
  const pricing = (minutes: number, asset = '/pricing') =>
    signal('pricing_page_visit', minutes * MINUTE_MS, { id: `${minutes}`, asset });
  const docs = (minutes: number, asset?: string) =>
    signal('technical_docs', minutes * MINUTE_MS, { id: `${minutes}`, ...(asset === undefined ? {} : { asset }) });

  test.each([
    ['29 minutes before is the same visit', [pricing(0), pricing(29)], ['0']],
    ['30 minutes before is another visit', [pricing(0), pricing(30)], ['0', '30']],
    [
      'it counts from the last counted one, not from the last folded one',
      [pricing(0), pricing(20), pricing(40)],
      ['0', '40'],
    ],
    ['pricing pages fold whatever the asset', [pricing(0), pricing(10, '/pricing/eu')], ['0']],
    ['other types fold only with the same asset', [docs(0, '/docs/a'), docs(10, '/docs/b')], ['0', '10']],
    ['no asset is the same thing as no asset', [docs(0), docs(10)], ['0']],
    ['no asset is another thing than an asset', [docs(0), docs(10, '/docs')], ['0', '10']],
    ['different types never fold', [docs(0, '/x'), pricing(10, '/x')], ['0', '10']],
    ['a signal more than 5 minutes ahead folds nothing yet', [pricing(-6), pricing(10)], ['10']],
    ['a signal 5 minutes ahead folds already', [pricing(-5), pricing(10)], ['-5']],
  ])('%s', (_, signals, ids) => {
    expect(visitIds(signals)).toEqual(ids);
  });

  test('29:59.999 before is the same visit', () => {
    expect(visitIds([signal('usage_limit_hit', 0), signal('usage_limit_hit', 30 * MINUTE_MS - 1)])).toHaveLength(1);
  });

  test('the counted one takes the highest confidence of its fold', () => {
    const signals = [signal('email_open', 0, { confidence: 0.2 }), signal('email_open', 5, { confidence: 0.9 })];
    expect(visitsAt(NOW, signals, defaultModel)[0]?.confidence).toBe(0.9);
  });

  test('a signal past its window still lends its confidence to a later one of its fold', () => {
    const born = signal('email_open', 30 * DAY_MS - MINUTE_MS, { confidence: 0.2 });
    const past = signal('email_open', 30 * DAY_MS + MINUTE_MS, { confidence: 0.9 });
    expect(visitsAt(NOW, [born, past], defaultModel)[0]?.confidence).toBe(0.9);
  });

  test('at the same instant the lowest id counts', () => {
    expect(visitIds([signal('email_open', 0, { id: 'b' }), signal('email_open', 0, { id: 'a' })])).toEqual(['a']);
  });
});
