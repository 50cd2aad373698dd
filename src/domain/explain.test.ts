import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './decay.ts';
import { reasonsInWords } from './explain.ts';
import { defaultModel } from './model.ts';
import type { Signal } from './signals.ts';
import { NOW, signal } from './signalsForTests.ts';

const pricing = (minutes: number) => signal('pricing_page_visit', minutes * MINUTE_MS);

describe('reasons in words', () => {
  test.each<[string, Signal[], string[]]>([
    ['one signal says how long ago', [signal('demo_request', 2 * MINUTE_MS)], ['asked for a demo 2 minutes ago']],
    ['less than a minute is just now', [signal('demo_request', 59_999)], ['asked for a demo just now']],
    ['one dated ahead is just now', [signal('demo_request', -MINUTE_MS)], ['asked for a demo just now']],
    ['one minute is not plural', [signal('demo_request', MINUTE_MS)], ['asked for a demo 1 minute ago']],
    ['hours', [signal('demo_request', 26 * HOUR_MS)], ['asked for a demo 26 hours ago']],
    ['days', [signal('demo_request', 3 * DAY_MS)], ['asked for a demo 3 days ago']],
    ['folded refreshes are counted', [pricing(1), pricing(11), pricing(21)], ['pricing page 3 times in 20 minutes']],
    ['the same signal twice is told once', [pricing(1), pricing(1)], ['pricing page 1 minute ago']],
    [
      'an older group says when the last one was',
      [pricing(120), pricing(180)],
      ['pricing page 2 times in 60 minutes, last 2 hours ago'],
    ],
    [
      'a burst today says more than an old visit',
      [pricing(1), pricing(31), pricing(9 * 24 * 60)],
      ['pricing page 2 times in 30 minutes'],
    ],
    [
      'without a burst the whole time is told',
      [pricing(1), pricing(1 + 4 * 24 * 60)],
      ['pricing page 2 times in 4 days'],
    ],
    [
      'strongest first',
      [signal('email_open', 0), signal('technical_docs', 0), signal('demo_request', 0)],
      ['asked for a demo just now', 'technical docs just now', 'opened an e-mail just now'],
    ],
    ['what speaks against the lead is no reason', [signal('careers_page_visit', 0)], []],
    ['what has faded away is no reason', [signal('demo_request', 7 * DAY_MS)], []],
    ['what has not happened yet is no reason', [signal('demo_request', -HOUR_MS)], []],
  ])('%s', (_, signals, reasons) => {
    expect(reasonsInWords(signals, defaultModel, NOW, 'ago')).toEqual(reasons);
  });

  test('what is kept says the date, and a subject line no time at all', () => {
    const signals = [signal('demo_request', 2 * MINUTE_MS), pricing(1), pricing(21)];
    expect(reasonsInWords(signals, defaultModel, NOW, 'dated')).toEqual([
      'asked for a demo (31 Jan 08:58 UTC)',
      'pricing page 2 times in 20 minutes (31 Jan 08:59 UTC)',
    ]);
    expect(reasonsInWords(signals, defaultModel, NOW, 'none')).toEqual([
      'asked for a demo',
      'pricing page 2 times in 20 minutes',
    ]);
  });

  test('at most six are given', () => {
    const all = Object.keys(defaultModel.catalogue).map((type) => signal(type, 0));
    expect(reasonsInWords(all, defaultModel, NOW, 'ago')).toHaveLength(6);
  });
});
