import { describe, expect, test } from '@jest/globals';
import { answerTo, type LeadAtLook } from './decision.ts';
import type { ReaderClock } from './explain/whenInWords.ts';
import { type LeadState, lookAt } from './look.ts';
import { defaultModel } from './model.ts';
import { NOW, signal } from './signalsForTests.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LONG_AGO = NOW - 100 * DAY;

function lead(more: Partial<LeadState> = {}): LeadState {
  return { id: 'l1', signals: [], score: 0, hot: false, lookedAt: NOW - HOUR, ...more };
}

const look = (state: LeadState, now = NOW, since = LONG_AGO) => lookAt(state, defaultModel, since, now);

describe('heat since the last look', () => {
  test('a demo request just now opens an episode in time', () => {
    const looked = look(lead({ signals: [signal('demo_request', 10_000)] }));
    expect(looked.move).toMatchObject({ kind: 'open', late: false, triggerAt: NOW - 10_000 });
    expect(looked.hotSince).toBe(NOW - 10_000);
  });

  test('a demo request that another process received a moment ahead of our clock opens one too', () => {
    const ahead = { ...signal('demo_request', 10_000), receivedAt: NOW + 200 };
    expect(look(lead({ signals: [ahead] })).move).toMatchObject({ kind: 'open' });
  });

  test('a demo request that arrives 30 hours late still opens one, marked late', () => {
    const late = { ...signal('demo_request', 30 * HOUR), receivedAt: NOW };
    expect(look(lead({ signals: [late], unseenFrom: late.at })).move).toMatchObject({ kind: 'open', late: true });
  });

  test('the same request seen by the last look opens nothing more', () => {
    const old = signal('demo_request', 30 * HOUR);
    expect(look(lead({ signals: [old] })).move).toMatchObject({ kind: 'none', because: 'not hot' });
  });

  test('a request from before the workspace began is history', () => {
    const old = { ...signal('demo_request', 30 * HOUR), receivedAt: NOW };
    const newcomer = lead({ signals: [old], unseenFrom: old.at });
    delete newcomer.lookedAt;
    expect(look(newcomer, NOW, NOW - HOUR).move).toMatchObject({ kind: 'none' });
  });

  test('a request four days late wakes nobody', () => {
    const old = { ...signal('demo_request', 4 * DAY), receivedAt: NOW };
    expect(look(lead({ signals: [old], unseenFrom: old.at })).move).toMatchObject({ kind: 'none' });
  });
});

describe('who wakes a rep', () => {
  /** Hot by its score for days, and nobody was told: a model was published. */
  const warm = [
    ...['upgrade_page_visit', 'roi_calculator', 'competitor_comparison'].map((type) => signal(type, 5 * DAY)),
    signal('usage_limit_hit', 5 * DAY, { level: 90 }),
  ];
  const quiet = { lookedAt: NOW - HOUR, hot: true, score: 80, tier: 1 } as const;
  const mail = { message: 'm1', client: 'scanner' } as const;

  test.each([
    ['a click by a scanner', [signal('email_link_click', 0, { mail })], 'none'],
    ['one more reading of a state that lasts', [signal('usage_limit_hit', 0, { level: 95 })], 'none'],
    ['a click by a person', [signal('email_link_click', 0)], 'open'],
    ['a state that begins', [signal('usage_limit_hit', 0, { level: 95, asset: 'seats' })], 'open'],
  ])('%s: %s', (_, news, kind) => {
    const state = lead({ ...quiet, signals: [...warm, ...news], unseenFrom: NOW });
    expect(look(state).standing.hot).toBe(true);
    expect(look(state).move.kind).toBe(kind);
  });

  test('a demo request of a poor fit is not lost to a look that comes when its lane is over', () => {
    const model = structuredClone(defaultModel);
    model.fit.rules.push({ fit: 'poor', because: 'too small', all: [{ fact: 'industry', in: ['toys'] }] });
    const state = lead({ industry: 'toys', signals: [signal('demo_request', 26 * HOUR)], lookedAt: NOW - 27 * HOUR });
    expect(lookAt(state, model, LONG_AGO, NOW).move).toMatchObject({ kind: 'open', late: true });
  });

  test('an opening whose heat is over says what it was, with its date', () => {
    const state = lead({
      signals: [{ ...signal('demo_request', 8 * DAY), at: NOW - 30 * HOUR, receivedAt: NOW }],
      unseenFrom: NOW - 30 * HOUR,
    });
    const looked = look(state);
    expect(looked.heat.score).toBe(30);
    expect(looked.reasons()).toEqual(['asked for a demo (30 Jan 03:00 UTC)']);
  });
});

describe('when to look again', () => {
  test('at the instant the fast lane ends', () => {
    expect(look(lead({ signals: [signal('demo_request', HOUR)] })).lookAt).toBe(NOW + 23 * HOUR);
  });

  test('never, when there is nothing left to fall', () => {
    expect(look(lead()).lookAt).toBeUndefined();
  });

  test('not for a score that stays what the CRM shows', () => {
    const held = signal('free_trial_start', 2 * DAY);
    const told = { writtenScore: 30, writtenAt: NOW - DAY, score: 30 };
    expect(look(lead({ signals: [held], ...told })).lookAt).toBe(held.at + 14 * DAY);
  });

  test('a day and up to an hour after the last telling, when the score is another by then', () => {
    const signals = [
      signal('roi_calculator', HOUR),
      signal('webinar_attendance', HOUR),
      signal('blog_engagement', HOUR),
    ];
    const first = look(lead({ signals, lookedAt: NOW - 2 * HOUR }));
    expect(first.standing.score).toBe(37);
    const at = first.lookAt ?? 0;
    expect(at).toBeGreaterThanOrEqual(NOW + DAY);
    expect(at).toBeLessThan(NOW + DAY + HOUR);
    expect(look(lead({ id: 'l2', signals })).lookAt).not.toBe(at);
  });

  test('at the very millisecond at which the score falls below 60, though no tier changes', () => {
    const signals = [
      signal('demo_request', 2 * DAY),
      signal('premium_feature_explored', 7 * DAY),
      ...['webinar_attendance', 'blog_engagement'].map((type) => signal(type, HOUR)),
    ];
    const state = lead({ signals, tier: 3, score: 60, writtenScore: 60, writtenAt: NOW });
    const { standing, lookAt: at = 0 } = look(state);
    expect([standing.tier, standing.score]).toEqual([3, 60]);
    expect([at - 1, at].map((each) => look(state, each).standing.score)).toEqual([60, 59]);
    expect(look(state, at).writeBack).toBe(true);
  });

  test('when an answered episode has cooled, to close it then', () => {
    const open = {
      id: 'e',
      kind: 'first',
      state: 'contacted',
      openedAt: NOW - HOUR,
      round: 1,
      tier: 2,
      triggerAt: NOW - HOUR,
      late: false,
      firstContactAt: NOW - 1_000,
    } as const;
    const signals = [signal('demo_request', 24 * HOUR - 5_000), signal('pricing_page_visit', HOUR)];
    const first = look(lead({ signals, open, hot: true, tier: 2 }));
    expect(first.lookAt).toBe(NOW + 5_000);
    expect(look(lead({ signals, open, hot: true, tier: 2 }), NOW + 5_000).move).toEqual({ kind: 'cool' });
  });
});

describe('the answer to a look', () => {
  const atLook = (more: Partial<LeadAtLook> = {}): LeadAtLook =>
    ({ ...lead(more), record: '101', wantedSeq: 7, doneSeq: 6, since: 0, ...more }) as LeadAtLook;
  const answer = (state: LeadAtLook, clocks: { clock?: ReaderClock; recordClock?: ReaderClock } = {}) => {
    const looked = look(state);
    return answerTo({
      lead: state,
      looked,
      now: NOW,
      watchingSince: LONG_AGO,
      model: defaultModel,
      newId: () => 'e1',
      ...clocks,
    });
  };

  test('opening: an episode that nobody has yet, with what its route and task will ask, and the score for the CRM', () => {
    const given = answer(
      atLook({ company: 'Big Co', signals: [signal('demo_request', 0), signal('pricing_page_visit', 60_000)] }),
    );
    expect(given.opened).toMatchObject({ id: 'e1', state: 'open', respondBy: NOW + HOUR, score: 55 });
    expect(given.opened?.facts).toMatchObject({
      lane: true,
      product: false,
      trial: false,
      type: 'demo_request',
      quiet: false,
    });
    expect(given.opened?.facts.short).toEqual(['asked for a demo', 'pricing page']);
    expect(given.opened?.facts.urgent).toEqual(defaultModel.sla.urgent);
    expect(given.fields).toMatchObject({ score: 55, tier: 'tier_2' });
    expect(given.lead).toMatchObject({ doneSeq: 7, writtenScore: 55 });
    expect(given.entries).toMatchObject([{ kind: 'open', watermark: 7 }]);
  });

  test('the record tells times by the clock of those who share it, and what the log keeps is the same by every clock', () => {
    const state = atLook({ signals: [signal('demo_request', 10 * HOUR)] });
    const recordClock = { offsetMsAt: () => 5.5 * HOUR, name: 'Kolkata' };
    const clock = { offsetMsAt: () => 2 * HOUR, name: 'Helsinki' };
    const [told, plain] = [answer(state, { clock, recordClock }), answer(state)];
    expect(told.fields?.reason).toBe('asked for a demo (31 Jan 04:30 Kolkata); stays hot until 1 Feb 04:30 Kolkata');
    expect(told.opened?.facts.dated).toEqual(['asked for a demo (31 Jan 04:30 Kolkata)']);
    expect([told.opened?.reasons, plain.opened?.reasons]).toEqual([
      ['asked for a demo 10 hours ago'],
      ['asked for a demo yesterday'],
    ]);
    expect(told.entries).toEqual(plain.entries);
  });

  test.each([
    [69, [signal('demo_request', 0)], false],
    [40, ['demo_request', 'pricing_page_visit', 'competitor_comparison'].map((type) => signal(type, 0)), true],
    [70, ['demo_request', 'pricing_page_visit', 'competitor_comparison'].map((type) => signal(type, 0)), false],
  ])('a score of %d before: whether it rose over 70 is counted', (score, signals, crossed) => {
    expect(answer(atLook({ score, signals })).crossed).toBe(crossed);
  });

  test('hot again soon after closing: told, without another task', () => {
    const closed = {
      id: 'e0',
      lead: 'l1',
      kind: 'first',
      state: 'closed',
      openedAt: NOW - 5 * DAY,
      round: 1,
      tier: 2,
      triggerAt: NOW - 5 * DAY,
      late: false,
      closedAt: NOW - 4 * DAY,
      closedAs: 'lost',
    } as const;
    const signals = ['case_study_download', 'roi_calculator', 'competitor_comparison'].map((type) =>
      signal(type, HOUR / 2),
    );
    const given = answer(atLook({ lastClosed: closed, signals }));
    expect(given.opened).toMatchObject({ kind: 'repeat', facts: { quiet: true } });
  });

  test('nothing new: the watermark moves, and nothing is logged or written', () => {
    const given = answer(atLook());
    expect(given).toMatchObject({ lead: { doneSeq: 7 }, entries: [] });
    expect([given.fields, given.opened]).toEqual([undefined, undefined]);
  });

  test('a customer that is hot is for whoever looks after it, and opens an episode too', () => {
    const given = answer(atLook({ lifecycle: 'customer', signals: [signal('demo_request', 0)] }));
    expect(given.opened).toMatchObject({ id: 'e1', facts: { type: 'demo_request' } });
  });

  test('one of our own people is scored and told to the CRM, but no episode opens', () => {
    const own = { ...defaultModel, suppression: { ...defaultModel.suppression, ownDomains: ['our.example'] } };
    const state = atLook({ email: 'ann@our.example', signals: [signal('demo_request', 0)] });
    const looked = lookAt(state, own, LONG_AGO, NOW);
    const given = answerTo({ lead: state, looked, model: own, now: NOW, watchingSince: LONG_AGO, newId: () => 'e1' });
    expect(given.opened).toBeUndefined();
    expect(given.fields).toMatchObject({ score: 30, tier: 'tier_2' });
    expect(given.entries[0]?.inputs).toMatchObject({ suppressed: expect.stringContaining('excluded') });
  });
});

describe('a lead that is no fit by the word of a rep', () => {
  const closed = (days: number, closedAs: 'not_a_fit' | 'cooled') =>
    ({
      id: 'e1',
      kind: 'first',
      state: 'closed',
      openedAt: NOW - (days + 1) * DAY,
      round: 1,
      tier: 1,
      triggerAt: NOW - (days + 1) * DAY,
      late: false,
      closedAt: NOW - days * DAY,
      closedAs,
    }) as const;
  const research = ['competitor_comparison', 'roi_calculator', 'case_study_download', 'technical_docs'];
  const hot = [...research, 'pricing_page_visit', 'upgrade_page_visit'].map((type, index) =>
    signal(type, index * 1_000),
  );
  const unseenFrom = NOW - DAY;

  test.each([
    ['is left alone for 90 days', 89, 'not_a_fit', 'disqualified in the last 90 days: only a fast lane lifts this'],
    ['is news again after that', 90, 'not_a_fit', undefined],
    ['but not one that cooled', 89, 'cooled', undefined],
  ] as const)('%s', (_, days, as, because) => {
    const looked = look(lead({ signals: hot, lastClosed: closed(days, as), unseenFrom }));
    expect([looked.suppressed, looked.move.kind]).toEqual([because, because === undefined ? 'open' : 'none']);
  });

  test.each([
    ['reads', []],
    ['is asked for by a workflow', [signal('route_request', 10_000)]],
  ])('in the CRM is left alone when it only %s', (_, more) => {
    const { move, standing } = look(lead({ signals: [...hot, ...more], unseenFrom, status: 'UNQUALIFIED' }));
    const because = expect.stringMatching(/^suppressed: disqualified by its Lead Status UNQUALIFIED/);
    expect([standing.hot, move]).toEqual([true, { kind: 'none', because }]);
  });

  test('in the CRM is heard of when it asks for somebody, because of that', () => {
    const asks = signal('demo_request', 10_000);
    const { move } = look(lead({ signals: [...hot, asks], unseenFrom, status: 'UNQUALIFIED' }));
    expect(move).toMatchObject({ kind: 'open', triggerId: asks.id, late: false });
  });

  test('is looked at when it is left alone no longer', () => {
    const { lookAt: at } = look(lead({ signals: hot, lastClosed: closed(89.9, 'not_a_fit'), unseenFrom }));
    expect(at).toBe(NOW + 0.1 * DAY);
  });

  test('is heard of when it asks for somebody', () => {
    const asks = [...hot, signal('demo_request', 10_000)];
    const looked = look(lead({ signals: asks, lastClosed: closed(89, 'not_a_fit'), unseenFrom }));
    expect(looked).toMatchObject({ suppressed: undefined, move: { kind: 'open' } });
  });
});
