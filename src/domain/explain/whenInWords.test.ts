import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { defaultModel, type Model } from '../model.ts';
import { scoreHistory } from './scoreHistory.ts';
import type { Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';
import { standingAt } from '../tiers.ts';
import { agoInWords, comingInWords, dateInWords, durationInWords, outlookInWords, utcClock } from './whenInWords.ts';

/** Berlin's clock in 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC. */
const berlin = {
  offsetMsAt: (at: number) => (at >= Date.UTC(2026, 2, 29, 1) && at < Date.UTC(2026, 9, 25, 1) ? 2 * HOUR_MS : HOUR_MS),
  name: 'Berlin',
};
const losAngeles = { offsetMsAt: () => -8 * HOUR_MS };
const kolkata = { offsetMsAt: () => 5.5 * HOUR_MS };

describe('how long ago', () => {
  test.each([
    ['31 Jan 12:00', '31 Jan 12:00', 'just now'],
    ['31 Jan 12:00', '31 Jan 12:03', 'just now'],
    ['31 Jan 12:00', '31 Jan 11:59', '1 minute ago'],
    ['31 Jan 12:00', '31 Jan 11:01', '59 minutes ago'],
    ['31 Jan 12:00', '31 Jan 11:00', '1 hour ago'],
    ['31 Jan 12:00', '31 Jan 10:01', '1 hour ago'],
    ['31 Jan 12:00', '31 Jan 10:00', '2 hours ago'],
    ['31 Jan 23:59', '31 Jan 00:00', '23 hours ago'],
    ['31 Jan 12:00', '30 Jan 23:59', 'yesterday'],
    ['31 Jan 12:00', '30 Jan 00:00', 'yesterday'],
    ['31 Jan 12:00', '29 Jan 23:59', '2 days ago'],
    ['31 Jan 12:00', '1 Jan 12:00', '30 days ago'],
    ['31 Jan 00:10', '30 Jan 23:55', '15 minutes ago'],
    ['31 Jan 00:59', '30 Jan 23:59', 'yesterday'],
  ])('on %s, %s is %s', (now, at, words) => {
    expect(agoInWords(utc(at), utc(now), utcClock)).toBe(words);
  });

  test.each([
    ['UTC', utcClock, 'yesterday'],
    ['Berlin', berlin, '8 hours ago'],
    ['Los Angeles', losAngeles, '8 hours ago'],
    ['Kolkata', kolkata, '8 hours ago'],
  ])('is counted in days of %s', (_, clock, words) => {
    expect(agoInWords(utc('30 Jan 23:30'), utc('31 Jan 07:30'), clock)).toBe(words);
  });
});

describe('when something will be', () => {
  test.each([
    ['Sat 31 Jan 09:00', '31 Jan 14:10', 'today 14:10'],
    ['Sat 31 Jan 09:00', '31 Jan 23:59', 'today 23:59'],
    ['Sat 31 Jan 09:00', '1 Feb 00:00', 'tomorrow 00:00'],
    ['Sat 31 Jan 09:00', '1 Feb 09:05', 'tomorrow 09:05'],
    ['Sat 31 Jan 09:00', '2 Feb 00:00', 'Mon 00:00'],
    ['Sat 31 Jan 09:00', '3 Feb 14:10', 'Tue 14:10'],
    ['Sat 31 Jan 09:00', '6 Feb 23:59', 'Fri 23:59'],
    ['Sat 31 Jan 09:00', '7 Feb 00:00', '7 Feb'],
    ['Sat 31 Jan 09:00', '31 Oct 00:00', '31 Oct'],
    ['Sat 31 Jan 09:00', '3 Dec 00:00', '3 Dec 2026'],
  ])('seen from %s, %s is %s', (now, at, words) => {
    expect(comingInWords(utc(at), utc(now), utcClock)).toBe(words);
  });

  test('goes by summer time at the instant itself', () => {
    const now = utc('28 Mar 12:00');
    expect(comingInWords(utc('29 Mar 00:30'), now, berlin)).toBe('tomorrow 01:30');
    expect(comingInWords(utc('29 Mar 01:30'), now, berlin)).toBe('tomorrow 03:30');
  });

  test('is rounded down, so that nothing is promised too long', () => {
    expect(comingInWords(utc('31 Jan 14:10') + 59_999, utc('31 Jan 09:00'), utcClock)).toBe('today 14:10');
  });
});

test.each([
  ['UTC', utcClock, '30 Jan 23:30 UTC'],
  ['Berlin', berlin, '31 Jan 00:30 Berlin'],
  ['a clock without a name', losAngeles, '30 Jan 15:30'],
])('a date by %s is %3$s', (_, clock, words) => {
  expect(dateInWords(utc('30 Jan 23:30'), clock)).toBe(words);
});

test.each([
  [0, 'a minute'],
  [59_999, 'a minute'],
  [MINUTE_MS, '1 minute'],
  [2 * HOUR_MS - 1, '119 minutes'],
  [2 * HOUR_MS, '2 hours'],
  [2 * DAY_MS - 1, '47 hours'],
  [2 * DAY_MS, '2 days'],
])('%d ms take %s', (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});

describe('the outlook', () => {
  const old = 2 * DAY_MS;
  const used = signal('usage_limit_hit', old, { level: 90 });
  // Half a point below tier 1, with gains and losses that cancel out but for their roundings.
  const alongTier1 = [
    signal('free_trial_start', old),
    signal('contact_sales', old),
    signal('meeting_booked', old, { confidence: 0.65 }),
    signal('blog_engagement', 0),
    signal('return_visit', 0),
    signal('careers_page_visit', 0, { confidence: 2 / 3 }),
  ];
  const alwaysHot = { ...defaultModel, tiers: { ...defaultModel.tiers, two: { score: 20, variety: 1, counted: 1 } } };
  const usedUp = { ...defaultModel, tiers: { ...defaultModel.tiers, three: { score: 20 } } };

  test.each<[string, Signal[], string, Model?]>([
    ['nothing to say of nobody', [], ''],
    ['nothing to say of the cold', [signal('blog_engagement', 0)], ''],
    ['hot in its lane for a day', [signal('demo_request', 0)], 'stays hot until tomorrow 09:00'],
    [
      'from tier 1 to tier 2 is still hot',
      [
        signal('demo_request', old),
        signal('pricing_page_visit', old),
        signal('roi_calculator', 0),
        signal('contact_sales', 0),
      ],
      'stays hot until Thu 09:00',
    ],
    ['hot when a signal dated ahead counts', [signal('demo_request', -DAY_MS)], 'hot from tomorrow 08:55'],
    [
      'warm, then hot',
      [signal('demo_request', old), signal('free_trial_start', old), signal('contact_sales', -DAY_MS)],
      'hot from tomorrow 08:55',
    ],
    [
      'warm, until the demo is a week old',
      [signal('demo_request', old), signal('meeting_booked', old)],
      'warm; cools on Thu 09:00',
    ],
    [
      'warm, until later today',
      [signal('demo_request', 7 * DAY_MS - HOUR_MS), signal('meeting_booked', old)],
      'warm; cools today 10:00',
    ],
    [
      'warm for longer than a week',
      [signal('free_trial_start', old), signal('technical_docs', 0)],
      'warm; cools on 12 Feb',
    ],
    [
      'warm when the careers visit has faded',
      [
        signal('demo_request', old),
        signal('free_trial_start', old, { confidence: 0.75 }),
        signal('careers_page_visit', 0),
      ],
      'warm from Tue 20:34',
    ],
    ['warm while a state lasts', [used], 'stays so while usage is above 80', usedUp],
    [
      'warm for a while after it',
      [used, signal('usage_limit_hit', DAY_MS, { level: 70 })],
      'warm; cools today 11:10',
      usedUp,
    ],
    ['hot across any number of crossings between tier 1 and 2', alongTier1, 'stays hot until Thu 09:00'],
    ['hot while a state lasts', [used], 'stays so while usage is above 80', alwaysHot],
  ])('%s', (_, signals, outlook, model = defaultModel) => {
    expect(outlookOf(signals, model)).toBe(outlook);
  });
});

test('the outlook names the first instant in the history at which the heat is another', () => {
  const drawn = fc.tuple(
    fc.constantFrom(...Object.keys(defaultModel.catalogue)),
    fc.integer({ min: -2 * DAY_MS, max: 10 * DAY_MS }),
  );
  fc.assert(
    fc.property(fc.array(drawn, { minLength: 2, maxLength: 8 }), (draws) => {
      const signals = draws.map(([type, ago], index) => signal(type, ago, { id: `s${index}` }));
      const outlook = outlookOf(signals, defaultModel);
      const [first, ...later] = scoreHistory(signals, defaultModel, NOW, NOW + 35 * DAY_MS);
      const heat = heatOf(first);
      const change = later.find((one) => heatOf(one) !== heat);
      expect(outlook === '').toBe(change === undefined);
      expect(outlook).toContain(change === undefined ? '' : comingInWords(change.at, NOW, utcClock));
      expect(outlook.startsWith('stays hot')).toBe(heat === 'hot');
      expect(outlook.startsWith('warm;')).toBe(heat === 'warm' && heatOf(change) === 'cold');
    }),
    { numRuns: 100 },
  );
});

function outlookOf(signals: Signal[], model: Model): string {
  return outlookInWords(standingAt(NOW, signals, model), signals, model, utcClock);
}

function heatOf(shown: { hot: boolean; tier: number | undefined } | undefined): string {
  if (shown?.tier === undefined) return 'cold';
  return shown.hot ? 'hot' : 'warm';
}

/** "31 Jan 12:00" of 2026, UTC; a weekday before it is for the reader. */
function utc(text: string): number {
  const [time = '', month = '', day = ''] = text.split(' ').reverse();
  return Date.parse(`${day} ${month} 2026 ${time} UTC`);
}
