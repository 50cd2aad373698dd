import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { datedReasons, explain, type Explanation, reasonsInWords, sentenceOf } from './explain.ts';
import { defaultModel } from '../model.ts';
import type { Mail, Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';
import { datedInWords } from './reasonInWords.ts';
import { utcClock } from './whenInWords.ts';

const pricing = (minutes: number) => signal('pricing_page_visit', minutes * MINUTE_MS);

const ofCompany = { subject: 'company' } as const;
const usage = (days: number, level: number) => signal('usage_limit_hit', days * DAY_MS, { level });
const hit = (days: number) => signal('usage_limit_hit', days * DAY_MS, { id: `hit ${days}` });
const clicked = (ago: number, client: Mail['client'] = 'device', link = 'one') =>
  signal('email_link_click', ago, {
    mail: { message: 'offer', deliveredAt: NOW - 3 * HOUR_MS, client, link, links: 12 },
  });
const reply = (evidence: string, ago: number) => signal('positive_reply', ago, { evidence });

describe('reasons in words', () => {
  test.each<[string, Signal[], string[]]>([
    ['one signal says how long ago', [signal('demo_request', 2 * MINUTE_MS)], ['asked for a demo 2 minutes ago']],
    [
      'a request to route is no reason beside an own one',
      [signal('route_request', MINUTE_MS), signal('demo_request', 2 * MINUTE_MS)],
      ['asked for a demo 2 minutes ago'],
    ],
    [
      'a request to route alone is one',
      [signal('route_request', MINUTE_MS)],
      ['a workflow asked to route it 1 minute ago'],
    ],
    ['less than a minute is just now', [signal('demo_request', 59_999)], ['asked for a demo just now']],
    ['one dated ahead is just now', [signal('demo_request', -MINUTE_MS)], ['asked for a demo just now']],
    ['one minute is not plural', [signal('demo_request', MINUTE_MS)], ['asked for a demo 1 minute ago']],
    ['hours of the same day', [signal('demo_request', 8 * HOUR_MS)], ['asked for a demo 8 hours ago']],
    ['the day before', [signal('demo_request', 10 * HOUR_MS)], ['asked for a demo yesterday']],
    ['days', [signal('demo_request', 3 * DAY_MS)], ['asked for a demo 3 days ago']],
    ['folded refreshes are counted', [pricing(1), pricing(11), pricing(21)], ['pricing page 3 times in 20 minutes']],
    ['the same signal twice is told once', [pricing(1), pricing(1)], ['pricing page 1 minute ago']],
    [
      'an older group says when the last one was',
      [pricing(120), pricing(180)],
      ['pricing page 2 times in 60 minutes, last one 2 hours ago'],
    ],
    [
      'a group of the day before says so',
      [pricing(11 * 60), pricing(12 * 60)],
      ['pricing page 2 times in 60 minutes, last one yesterday'],
    ],
    [
      'a burst today says more than an old visit',
      [pricing(1), pricing(31), pricing(9 * 24 * 60)],
      ['pricing page 2 times in 30 minutes'],
    ],
    [
      'without a burst the latest is told, then the whole time',
      [pricing(1), pricing(1 + 4 * 24 * 60)],
      ['pricing page 1 minute ago, 2 times in 4 days'],
    ],
    [
      'what was asked again just now says so',
      [signal('demo_request', 0), signal('demo_request', 2 * DAY_MS)],
      ['asked for a demo just now, 2 times in 2 days'],
    ],
    [
      'of what has become quiet the last one is told after all',
      [3, 8, 15, 23].map((days) => pricing(days * 24 * 60)),
      ['pricing page 4 times in 20 days, last one 3 days ago'],
    ],
    [
      'strongest first',
      [signal('email_open', 0), signal('technical_docs', 0), signal('demo_request', 0)],
      ['asked for a demo just now', 'technical docs just now', 'opened an e-mail just now'],
    ],
    [
      'what no person did is not told, even beside what one did',
      [signal('email_open', DAY_MS), signal('email_open', 0, { confidence: 0 })],
      ['opened an e-mail yesterday'],
    ],
    [
      'nor what a scanner clicked, though its source believes it',
      [clicked(HOUR_MS), ...Array.from({ length: 10 }, (_, second) => clicked(2 * HOUR_MS + second * 100, 'scanner'))],
      ['clicked a link in an e-mail 1 hour ago'],
    ],
    [
      'nor ten links clicked in a rush, by what says it is a device',
      [
        clicked(HOUR_MS, 'device', 'last'),
        ...Array.from({ length: 10 }, (_, at) => clicked(2 * HOUR_MS + at * 2000, 'device', `${at}`)),
      ],
      ['clicked a link in an e-mail 1 hour ago'],
    ],
    [
      'what a company did says so',
      [signal('funding_announced', 2 * DAY_MS, ofCompany)],
      ['company announced funding 2 days ago'],
    ],
    [
      'a fact about a company is told once, as of the latest report',
      [2, 4, 4.5].map((days) => signal('funding_announced', days * DAY_MS, ofCompany)),
      ['company announced funding 2 days ago'],
    ],
    [
      'what a company does again and again is counted',
      [signal('roi_calculator', 0, ofCompany), signal('roi_calculator', HOUR_MS, ofCompany)],
      ['company ROI calculator 2 times in 60 minutes'],
    ],
    [
      'even when the words of its type do not',
      [signal('competitor_comparison', 0, ofCompany)],
      ['company compared competitors just now'],
    ],
    [
      'what a person did as well is theirs',
      [signal('competitor_comparison', 0, ofCompany), signal('competitor_comparison', HOUR_MS)],
      ['compared competitors 2 times in 60 minutes'],
    ],
    ['a state that lasts says for how long', [usage(3, 90), usage(1, 85)], ['hit a usage limit for 3 days']],
    ['one that ended says until when', [usage(3, 90), usage(1, 70)], ['hit a usage limit until yesterday']],
    [
      'one that came again lasts since then',
      [usage(3, 90), usage(2, 70), usage(1, 90)],
      ['hit a usage limit for 24 hours'],
    ],
    [
      'one that ended before the last event is behind it',
      [usage(3, 90), usage(2, 70), hit(1)],
      ['hit a usage limit yesterday'],
    ],
    ['one that ended after it is not', [usage(3, 90), hit(2), usage(1, 70)], ['hit a usage limit until yesterday']],
    ['a reading below its mark is no reason', [usage(1, 70)], []],
    [
      'words of their own are not quoted',
      [reply('Can you send me a quote?', MINUTE_MS)],
      ['replied with interest 1 minute ago'],
    ],
    ['what speaks against the lead is no reason', [signal('careers_page_visit', 0)], []],
    ['what has faded away is no reason', [signal('demo_request', 7 * DAY_MS)], []],
    ['what has not happened yet is no reason', [signal('demo_request', -HOUR_MS)], []],
  ])('%s', (_, signals, reasons) => {
    expect(reasonsInWords(signals, defaultModel, NOW)).toEqual(reasons);
  });

  test('what is kept says the date, and without it what was done', () => {
    const kept = datedReasons([signal('demo_request', 2 * MINUTE_MS), pricing(1), pricing(21)], defaultModel, NOW);
    expect(kept.map((reason) => datedInWords(reason, utcClock))).toEqual([
      'asked for a demo (31 Jan 08:58 UTC)',
      'pricing page 2 times in 20 minutes (31 Jan 08:59 UTC)',
    ]);
    expect(kept.map(({ words }) => words)).toEqual(['asked for a demo', 'pricing page 2 times in 20 minutes']);
  });

  test.each<[string, Signal[], string]>([
    ['lasts says since when', [usage(3, 90)], 'hit a usage limit (since 28 Jan 09:00 UTC)'],
    ['ended says until when', [usage(3, 90), usage(1, 70)], 'hit a usage limit (until 30 Jan 09:00 UTC)'],
  ])('a state that is kept and %s', (_, signals, words) => {
    const [kept] = datedReasons(signals, defaultModel, NOW);
    expect(kept && datedInWords(kept, utcClock)).toBe(words);
    expect(kept?.words).toBe('hit a usage limit');
  });

  test('days and dates are those of the reader', () => {
    const berlin = { offsetMsAt: () => HOUR_MS, name: 'Berlin' };
    const lateEvening = [signal('demo_request', 9.5 * HOUR_MS)];
    const told = (clock?: typeof berlin) => reasonsInWords(lateEvening, defaultModel, NOW, clock);
    expect([told(), told(berlin)]).toEqual([['asked for a demo yesterday'], ['asked for a demo 9 hours ago']]);
    const kept = datedReasons(lateEvening, defaultModel, NOW);
    expect(kept.map((reason) => datedInWords(reason, berlin))).toEqual(['asked for a demo (31 Jan 00:30 Berlin)']);
  });

  test('at most six are given', () => {
    const all = Object.keys(defaultModel.catalogue).map((type) => signal(type, 0));
    expect(reasonsInWords(all, defaultModel, NOW)).toHaveLength(6);
  });
});

describe('an explanation', () => {
  const explained = (signals: Signal[], model = defaultModel) => explain(signals, model, NOW, utcClock);
  const careers = signal('careers_page_visit', DAY_MS);
  const old = 2 * DAY_MS;

  test('of the example reads as one sentence', () => {
    const visits = [pricing(1), pricing(11), pricing(21), signal('case_study_download', 10 * HOUR_MS)];
    const demo = signal('demo_request', HOUR_MS);
    expect(sentenceOf(explained([...visits, demo]))).toBe(
      'asked for a demo 1 hour ago, pricing page 3 times in 20 minutes, case study yesterday; stays hot until 7 Feb',
    );
  });

  test.each<[string, Explanation, string]>([
    ['reasons alone', { reasons: ['a', 'b'], outlook: '', tier: '' }, 'a, b'],
    ['an outlook alone', { reasons: [], outlook: 'hot from Mon 09:00', tier: '' }, 'hot from Mon 09:00'],
    ['nothing', { reasons: [], outlook: '', tier: '' }, ''],
  ])('of %s needs no semicolon', (_, explanation, sentence) => {
    expect(sentenceOf(explanation)).toBe(sentence);
  });

  test.each<[string, Signal[], string[]]>([
    [
      'after its words',
      [reply('Can you send me a quote?', 2 * MINUTE_MS)],
      ['replied with interest: "Can you send me a quote?" 2 minutes ago'],
    ],
    [
      'the latest of several, at the end',
      [reply('Sounds good', 5 * HOUR_MS), reply('Send me a quote', 3 * HOUR_MS)],
      ['replied with interest 2 times in 2 hours, last one 3 hours ago: "Send me a quote"'],
    ],
    [
      'the latest of several days, beside when it came',
      [reply('Sounds good', 3 * DAY_MS), reply('Send me a quote', MINUTE_MS)],
      ['replied with interest: "Send me a quote" 1 minute ago, 2 times in 2 days'],
    ],
    [
      'on one line, with its own quotes made single',
      [reply('  The "pro"\n plan\u202e? ', 0)],
      [`replied with interest: "The 'pro' plan ?" just now`],
    ],
    ['not at all when empty', [reply(' ', 0)], ['replied with interest just now']],
    [
      'cut when it is long, never inside a letter',
      [reply(`${'a'.repeat(118)}😀 and more`, 0)],
      [`replied with interest: "${'a'.repeat(118)}…" just now`],
    ],
  ])('quotes a reply %s', (_, signals, reasons) => {
    expect(explained(signals).reasons).toEqual(reasons);
  });

  test.each<[string, Signal[], string[]]>([
    [
      'is said last',
      [careers, signal('demo_request', 0)],
      ['asked for a demo just now', 'but looked at open jobs yesterday'],
    ],
    [
      'is not said when it takes less than 5 points',
      [{ ...careers, confidence: 0.3 }, signal('demo_request', 0)],
      ['asked for a demo just now'],
    ],
    ['is not said when there is nothing to hold down', [careers], []],
    [
      'is not said of a score that is full all the same',
      [
        careers,
        ...['demo_request', 'contact_sales', 'free_trial_start', 'meeting_booked'].map((type) => signal(type, old)),
      ],
      [
        'asked to talk to sales 2 days ago',
        'asked for a demo 2 days ago',
        'started a free trial 2 days ago',
        'booked a meeting 2 days ago',
      ],
    ],
  ])('what holds the score down %s', (_, signals, reasons) => {
    expect(explained(signals).reasons).toEqual(reasons);
  });

  test('has at most six reasons, what holds the score down among them', () => {
    const engaged = Object.keys(defaultModel.catalogue).filter(
      (type) => defaultModel.catalogue[type]?.family === 'engagement',
    );
    const reasons = explained([careers, ...engaged.map((type) => signal(type, 0))]).reasons;
    expect(reasons).toHaveLength(6);
    expect(reasons.at(-1)).toBe('but looked at open jobs yesterday');
  });

  test('gives the same reasons as are kept, but for quotes and for what speaks against', () => {
    const drawn = fc.tuple(
      fc.constantFrom(...Object.keys(defaultModel.catalogue), 'usage_limit_hit', 'positive_reply'),
      fc.integer({ min: -HOUR_MS, max: 20 * DAY_MS }),
      fc.constantFrom(undefined, 70, 90),
    );
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 12 }), (draws) => {
        const signals = draws.map(([type, ago, level], index) =>
          signal(type, ago, { id: `s${index}`, evidence: 'their words', ...(level !== undefined && { level }) }),
        );
        const kept = reasonsInWords(signals, defaultModel, NOW);
        const shown = explained(signals).reasons;
        const said = shown.filter((reason) => !reason.startsWith('but '));
        expect(said.map((reason) => reason.replace(': "their words"', ''))).toEqual(kept.slice(0, said.length));
        expect(shown.length).toBeLessThanOrEqual(6);
        expect(shown.length).toBeGreaterThanOrEqual(kept.length);
        expect(kept.join()).not.toContain('their words');
        expect(JSON.stringify(datedReasons(signals, defaultModel, NOW))).not.toContain('their words');
      }),
    );
  });

  test('says the rule that made the tier', () => {
    expect(explained([signal('demo_request', 0)]).tier).toBe('asked for a demo (fast lane)');
  });
});
