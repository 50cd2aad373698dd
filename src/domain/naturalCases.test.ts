import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './decay.ts';
import { lookAt } from './look.ts';
import { defaultModel } from './model.ts';
import type { Signal } from './signals.ts';
import { signal } from './signalsForTests.ts';
import { suppressionOf } from './fit/suppression.ts';
import { standingAt } from './tiers.ts';

/** Friday, 2026-01-30 17:00 UTC. */
const FRIDAY = Date.UTC(2026, 0, 30, 17);

/** Something that happened this long before Friday at five. */
const done = (type: string, agoMs: number, more: Partial<Signal> = {}): Signal => {
  const at = FRIDAY - agoMs;
  return signal(type, 0, { id: `${type}@${agoMs}${more.asset ?? ''}`, at, receivedAt: at, ...more });
};
const now = (signals: Signal[]) => standingAt(FRIDAY, signals, defaultModel);
const times = (count: number, one: (index: number) => Signal) =>
  Array.from({ length: count }, (_, index) => one(index));

/** Stories a seller would tell, and what the product says to them. */
describe('what a seller would expect', () => {
  test.each<[string, Signal[], number, 1 | 2 | 3 | undefined]>([
    [
      "pricing page, buyer's guide and demo request within a day: tier 1",
      [done('pricing_page_visit', 20 * HOUR_MS), done('buying_guide_download', 3 * HOUR_MS), done('demo_request', 0)],
      69,
      1,
    ],
    ["a student's one pricing visit: nothing", [done('pricing_page_visit', HOUR_MS)], 25, undefined],
    [
      'three pricing visits in a day: hot',
      [0, 5, 10].map((hours) => done('pricing_page_visit', hours * HOUR_MS)),
      75,
      2,
    ],
    [
      'three pricing visits in three months: nothing',
      [1, 40, 80].map((days) => done('pricing_page_visit', days * DAY_MS)),
      24,
      undefined,
    ],
    [
      'the pricing page five times in twenty minutes is one visit: nothing',
      times(5, (index) => done('pricing_page_visit', index * 5 * MINUTE_MS)),
      25,
      undefined,
    ],
    [
      'ten clicks in one e-mail: nothing',
      times(10, (index) => done('email_link_click', index * MINUTE_MS, { asset: `/link-${index}` })),
      16,
      undefined,
    ],
    [
      'ten clicks in ten e-mails of two weeks: nothing',
      times(10, (index) => done('email_link_click', index * 36 * HOUR_MS, { asset: `/mail-${index}` })),
      15,
      undefined,
    ],
    [
      'a hundred opens: nothing',
      times(100, (index) => done('email_open', index * HOUR_MS, { asset: `mail-${index}` })),
      10,
      undefined,
    ],
    ['a demo request alone: hot, by its fast lane', [done('demo_request', 0)], 30, 2],
    ['a demo request of yesterday noon: no more', [done('demo_request', 29 * HOUR_MS)], 30, undefined],
    [
      'a webinar, two blog posts and a case study: engaged, not hot',
      [
        done('webinar_attendance', 2 * DAY_MS),
        done('blog_engagement', DAY_MS, { asset: '/blog/a' }),
        done('blog_engagement', DAY_MS, { asset: '/blog/b' }),
        done('case_study_download', 5 * HOUR_MS),
      ],
      33,
      undefined,
    ],
    [
      'three different case studies this week: hot by research, once the score is warm',
      [
        ...['/a', '/b', '/c'].map((asset) => done('case_study_download', 2 * DAY_MS, { asset })),
        done('roi_calculator', HOUR_MS),
      ],
      45,
      2,
    ],
    [
      'a job seeker: three careers pages and one pricing visit: nothing',
      [...times(3, (index) => done('careers_page_visit', index * HOUR_MS)), done('pricing_page_visit', HOUR_MS)],
      10,
      undefined,
    ],
    [
      'a user at the limit who looks at upgrades: hot',
      [done('usage_limit_hit', 3 * HOUR_MS), done('upgrade_page_visit', HOUR_MS)],
      45,
      2,
    ],
    [
      'a booked meeting at a company that was just funded: hot',
      [done('meeting_booked', DAY_MS), done('funding_announced', 3 * DAY_MS, { subject: 'company' })],
      44,
      2,
    ],
    [
      'a company in all the news, of which nobody came: nothing',
      ['funding_announced', 'hiring_velocity', 'technology_change'].map((type) =>
        done(type, DAY_MS, { subject: 'company' }),
      ),
      30,
      undefined,
    ],
  ])('%s', (_, signals, score, tier) => {
    const standing = now(signals);
    expect([standing.score, standing.tier]).toEqual([score, tier]);
  });
});

describe('a Friday evening demo request that nobody has answered by Sunday', () => {
  const demo = done('demo_request', 0);
  const open = {
    id: 'e1',
    kind: 'first',
    state: 'open',
    openedAt: FRIDAY,
    round: 1,
    tier: 2,
    triggerAt: FRIDAY,
    late: false,
  } as const;
  const sunday = FRIDAY + 2 * DAY_MS;
  const lead = { id: 'l1', signals: [demo], score: 30, hot: true, lookedAt: FRIDAY };

  test('opened on Friday', () => {
    const { lookedAt: _never, ...fresh } = lead;
    expect(lookAt(fresh, defaultModel, FRIDAY - DAY_MS, FRIDAY).move).toMatchObject({ kind: 'open', late: false });
  });

  test('is out of its lane on Saturday evening, and its score is cold', () => {
    expect(standingAt(FRIDAY + DAY_MS, [demo], defaultModel)).toMatchObject({ hot: false, score: 30 });
  });

  test('is still open on Sunday: it cools only once somebody has answered', () => {
    expect(lookAt({ ...lead, open }, defaultModel, 0, sunday).move.kind).toBe('none');
    const answered = { ...open, state: 'contacted', firstContactAt: sunday - HOUR_MS } as const;
    expect(lookAt({ ...lead, open: answered }, defaultModel, 0, sunday).move.kind).toBe('cool');
  });

  test('asked again on Sunday before anybody called, has one clock: the first', () => {
    const again = { ...signal('demo_request', 0), id: 'again', at: sunday, receivedAt: sunday };
    const state = { ...lead, signals: [demo, again], open, unseenFrom: sunday };
    expect(lookAt(state, defaultModel, 0, sunday).move).toEqual({
      kind: 'none',
      because: 'an episode is open already',
    });
  });

  test('opens late on Monday when the product was away over the weekend', () => {
    const monday = FRIDAY + 2.6 * DAY_MS;
    const kept = { ...demo, receivedAt: monday };
    const state = { id: 'l1', signals: [kept], score: 0, hot: false, lookedAt: FRIDAY - HOUR_MS, unseenFrom: demo.at };
    expect(lookAt(state, defaultModel, 0, monday).move).toMatchObject({ kind: 'open', late: true, triggerAt: demo.at });
  });
});

test('a student who asks for a demo is scored, and nobody is woken', () => {
  const standing = now([done('demo_request', 0)]);
  expect(standing.hot).toBe(true);
  expect(suppressionOf({ id: 'l1', jobTitle: 'Student' }, standing, defaultModel)).toBe('excluded: a student');
});
