import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountScoreAt, defaultAccounts, type Account, type AccountLead } from './accounts.ts';
import { committeeAt, partOf } from './committee.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { defaultModel, type TypeRule } from '../model.ts';
import type { Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';

const settings = defaultAccounts.committee;
const account = (...leads: AccountLead[]): Account => ({ leads, companySignals: [] });
const playOf = (of: Account, now = NOW, lastPlayAt?: number) =>
  committeeAt(now, of, defaultModel, settings, lastPlayAt);
const lead = (id: string, signals: Signal[], role?: string): AccountLead => {
  return { id, signals, ...(role !== undefined && { role }) };
};

const demo = signal('demo_request', 0);
const pricing = signal('pricing_page_visit', 0);
const roi = signal('roi_calculator', 0);
const webinar = signal('webinar_attendance', 0);
const ann = lead('ann', [demo, pricing], 'Chief Revenue Officer');
const bob = lead('bob', [roi], 'Sales Manager');

describe('the committee is hot', () => {
  test.each<[string, AccountLead[], boolean]>([
    ['with a critical, a research and a webinar signal of three people', [ann, bob, lead('cid', [webinar])], true],
    ['not with two people', [ann, bob], false],
    ['not when the third only opened a mail', [ann, bob, lead('cid', [signal('email_open', 0)])], false],
    [
      'with the third a millisecond under 7 days ago',
      [ann, bob, lead('cid', [signal('roi_calculator', 7 * DAY_MS - 1)])],
      true,
    ],
    ['not with the third 7 days ago', [ann, bob, lead('cid', [signal('roi_calculator', 7 * DAY_MS)])], false],
    ['with the third up to 5 minutes ahead', [ann, bob, lead('cid', [signal('roi_calculator', -5 * MINUTE_MS)])], true],
    [
      'not with the third later than that',
      [ann, bob, lead('cid', [signal('roi_calculator', -5 * MINUTE_MS - 1)])],
      false,
    ],
    ['not with a worthless third', [ann, bob, lead('cid', [signal('roi_calculator', 0, { confidence: 0 })])], false],
    [
      'not with a third that is the company’s',
      [ann, bob, lead('cid', [signal('roi_calculator', 0, { subject: 'company' })])],
      false,
    ],
    ['not when three people make less than 60', [lead('ann', [demo]), bob, lead('cid', [webinar])], false],
  ])('%s', (_, leads, hot) => {
    expect(playOf(account(...leads)) !== undefined).toBe(hot);
  });

  test.each([
    ['at an account score of 60', 1, true],
    ['not at 59', 29 / 30, false],
  ])('%s', (_, confidence, hot) => {
    const nearlyNothing = signal('contact_sales', 0, { confidence: 0.000001 });
    const first = lead('ann', [demo, signal('meeting_booked', 0, { confidence })]);
    const of = account(first, lead('bob', [nearlyNothing]), lead('cid', [nearlyNothing]));
    expect(playOf(of) !== undefined).toBe(hot);
  });

  test.each([
    ['never had a play gets one', undefined, true],
    ['had one 14 days ago gets another', NOW - 14 * DAY_MS, true],
    ['had one a millisecond less ago gets none', NOW - 14 * DAY_MS + 1, false],
    ['had one just now gets none', NOW, false],
  ])('an account that %s', (_, lastPlayAt, comes) => {
    const hot = account(ann, bob, lead('cid', [webinar]));
    expect(playOf(hot, NOW, lastPlayAt) !== undefined).toBe(comes);
  });
});

describe('an account play', () => {
  test('says who, their roles, who is missing, and why', () => {
    const cid = lead('cid', [webinar, signal('email_open', 0)], 'Window Cleaner');
    const quiet = lead('dan', [signal('email_open', 0)], 'CFO');
    expect(playOf(account(cid, quiet, bob, ann, lead('eve', [webinar])))).toEqual({
      people: [
        {
          id: 'ann',
          role: 'Chief Revenue Officer',
          part: 'decision maker',
          lately: ['demo_request', 'pricing_page_visit'],
        },
        { id: 'bob', role: 'Sales Manager', part: 'champion', lately: ['roi_calculator'] },
        { id: 'cid', role: 'Window Cleaner', lately: ['webinar_attendance', 'email_open'] },
        { id: 'eve', lately: ['webinar_attendance'] },
      ],
      missing: ['finance', 'technical or security', 'user'],
      score: 71,
      because: '4 people showed interest in the last 7 days, account score 71',
    });
  });

  test('of one person in one day says it in the singular', () => {
    const one = committeeAt(NOW, account(ann), defaultModel, { ...settings, leads: 1, days: 1, score: 0 });
    expect(one?.because).toBe('1 person showed interest in the last 1 day, account score 55');
  });

  test('names a type once, and none of before the 7 days', () => {
    const docs = [0, HOUR_MS, 10 * MINUTE_MS].map((ago) => signal('technical_docs', ago));
    const play = playOf(account(ann, bob, lead('cid', [...docs, signal('case_study_download', 7 * DAY_MS)])));
    expect(play?.people.find(({ id }) => id === 'cid')?.lately).toEqual(['technical_docs']);
  });

  test('takes a state that lasts as of now, however long ago it began', () => {
    const limit = { ...defaultModel.catalogue['usage_limit_hit'], state: { above: 80 } } as TypeRule;
    const model = { ...defaultModel, catalogue: { ...defaultModel.catalogue, usage_limit_hit: limit } };
    const of = account(ann, bob, lead('cid', [signal('usage_limit_hit', 20 * DAY_MS, { level: 95 })]));
    const product = { ...settings, families: ['critical', 'research', 'product'] };
    expect(committeeAt(NOW, of, model, product)?.people.map(({ id }) => id)).toEqual(['ann', 'bob', 'cid']);
  });
});

describe('the part a job title plays', () => {
  test.each([
    ['CFO', 'finance'],
    ['VP Finance', 'finance'],
    ['Purchasing Manager', 'finance'],
    ['CTO', 'technical or security'],
    ['Head of IT', 'technical or security'],
    ['Senior Software Engineer', 'technical or security'],
    ['Information Security Officer', 'technical or security'],
    ['VP of Engineering', 'decision maker'],
    ['Co-Founder & CEO', 'decision maker'],
    ['director of sales', 'decision maker'],
    ['Owner', 'decision maker'],
    ['Product Owner', 'champion'],
    ['Marketing Manager', 'champion'],
    ['Team Lead Support', 'champion'],
    ['Account Executive', 'user'],
    ['Data Analyst', 'user'],
    ['Poet', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %s is %s', (title, part) => {
    expect(partOf(title, settings)).toBe(part);
  });
});

const types = Object.keys(defaultModel.catalogue);
const positive = types.filter((type) => (defaultModel.catalogue[type]?.points ?? 0) > 0);

/** Busy accounts, so that many are hot or nearly so. */
function accounts(ofTypes: string[]): fc.Arbitrary<Account> {
  const ago = fc.integer({ min: -5 * MINUTE_MS, max: 9 * DAY_MS });
  const one = fc
    .tuple(fc.constantFrom(...ofTypes), ago, fc.constantFrom(0.3, 1), fc.uuid())
    .map(([type, agoMs, confidence, id]) => signal(type, agoMs, { id, confidence }));
  const signals = fc.array(one, { minLength: 1, maxLength: 6 });
  const people = fc.array(signals, { minLength: 3, maxLength: 5 });
  return people.map((all) => account(...all.map((own, index) => lead(`lead ${index}`, own))));
}

const later = fc.integer({ min: 1, max: 8 * DAY_MS });

describe('without a new signal', () => {
  const hotAt = (at: number, of: Account, score: number) => {
    return committeeAt(at, of, defaultModel, { ...settings, score }) !== undefined;
  };

  test('heat never begins when nothing negative fades, whatever the bar', () => {
    fc.assert(
      fc.property(accounts(positive), later, (of, wait) => {
        const highestBar = accountScoreAt(NOW + wait, of, defaultModel).score;
        expect(hotAt(NOW, of, highestBar) || !hotAt(NOW + wait, of, highestBar)).toBe(true);
      }),
    );
  });

  test('there are never more people: heat that begins comes of a score that rose as something negative faded', () => {
    fc.assert(
      fc.property(accounts(types), later, (of, wait) => {
        expect(hotAt(NOW, of, 0) || !hotAt(NOW + wait, of, 0)).toBe(true);
      }),
    );
  });

  test('it may begin by a visit to open jobs that fades', () => {
    const jobs = signal('careers_page_visit', 0);
    const half = signal('contact_sales', 0, { confidence: 0.5 });
    const of = account(
      lead('ann', [demo, signal('meeting_booked', 0), jobs]),
      lead('bob', [half]),
      lead('cid', [half]),
    );
    expect(playOf(of)).toBeUndefined();
    expect(playOf(of, NOW + 7 * DAY_MS - HOUR_MS)).toMatchObject({ score: 60 });
  });

  test('heat that lasts comes back as a play exactly when the 14 days are over', () => {
    const of = account(ann, bob, lead('cid', [webinar]));
    const lastPlayAt = NOW + DAY_MS - 14 * DAY_MS;
    expect(playOf(of, NOW + DAY_MS - 1, lastPlayAt)).toBeUndefined();
    expect(playOf(of, NOW + DAY_MS, lastPlayAt)).toBeDefined();
  });

  test('heat ends with the week of its third person', () => {
    const of = account(ann, bob, lead('cid', [signal('roi_calculator', 3 * DAY_MS)]));
    expect(playOf(of, NOW + 4 * DAY_MS - 1)).toBeDefined();
    expect(playOf(of, NOW + 4 * DAY_MS)).toBeUndefined();
  });
});
