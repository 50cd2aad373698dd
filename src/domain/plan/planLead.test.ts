import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { close, type ClosedAs, contacted, inRound, opened } from '../episodes.ts';
import { coolsWithin } from '../episodesCooling.ts';
import { nextChange } from '../forecast.ts';
import { BIRTH, instantsOfLife, modelsForTests, signalsOfLife } from '../../testing/lives.ts';
import { historyMs, type LeadState, lookAt } from '../look.ts';
import { defaultModel, type Model } from '../model.ts';
import { type KeptLead, playKept, type Period, type Played } from './planLead.ts';
import { mayBeHot } from './planBound.ts';
import type { Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';
import { standingAt } from '../tiers.ts';

const LONG_AGO = NOW - 400 * DAY_MS;
const month: Period = { from: NOW - 30 * DAY_MS, to: NOW };

function lead(signals: Signal[], more: Partial<KeptLead> = {}): KeptLead {
  return { id: 'l1', facts: { id: 'l1' }, signals, contacts: [], closings: [], ...more };
}

const play = (kept: KeptLead, model = defaultModel, period = month) => playKept(kept, model, period, LONG_AGO);

describe('a lead as a model would have played it', () => {
  const demo = signal('demo_request', 3 * DAY_MS);
  const later = signal('contact_sales', 2 * DAY_MS - HOUR_MS);

  test('a demo request alerts when it is received', () => {
    const { openings, hotNow } = play(lead([demo]));
    expect(openings).toEqual([{ at: demo.at, kind: 'first', tier: 2, triggerId: demo.id, round: 1 }]);
    expect(hotNow).toBe(false);
  });

  test('a blog reader is never hot', () => {
    expect(play(lead([signal('blog_engagement', DAY_MS)]))).toEqual({ openings: [], hotNow: false });
  });

  test('a lead that is hot at the end says since when', () => {
    const fresh = signal('demo_request', HOUR_MS);
    expect(play(lead([fresh]))).toMatchObject({ hotNow: true, hotSince: fresh.at });
  });

  test.each([
    { story: 'nobody called, and it asks for sales', contacts: [], rounds: [1] },
    { story: 'a rep called, and it asks for sales when all has cooled', contacts: [demo.at + HOUR_MS], rounds: [1, 1] },
    {
      story: 'a rep called late, and it asks for sales when all has cooled',
      contacts: [demo.at + 23 * HOUR_MS],
      rounds: [1, 1],
    },
  ])('$story: rounds $rounds', ({ contacts, rounds }) => {
    expect(play(lead([demo, later], { contacts })).openings.map(({ round }) => round)).toEqual(rounds);
  });

  test.each<[ClosedAs, number]>([
    ['not_a_fit', 1],
    ['lost', 2],
  ])('research after its episode was closed as %s: %d alerts', (as, alerts) => {
    const research = ['competitor_comparison', 'roi_calculator', 'case_study_download', 'technical_docs'];
    const signals = [
      signal('demo_request', 10 * DAY_MS),
      ...research.map((type, i) => signal(type, (24 + i) * HOUR_MS)),
    ];
    const closings = [{ at: NOW - 9 * DAY_MS, as }];
    expect(play(lead(signals, { closings })).openings).toHaveLength(alerts);
  });

  test('a new lane in an episode that is answered and still hot begins a round', () => {
    const soon = signal('contact_sales', 3 * DAY_MS - 2 * HOUR_MS);
    const { openings } = play(lead([demo, soon], { contacts: [demo.at + HOUR_MS] }));
    expect(openings.map(({ at, round }) => [at, round])).toEqual([
      [demo.at, 1],
      [soon.at, 2],
    ]);
  });

  test.each([
    { when: 'before the demo', customerSince: demo.at - 1, alerts: 1 },
    { when: 'after the demo', customerSince: demo.at + 1, alerts: 1 },
    { when: 'never', alerts: 1 },
  ])('a customer $when is told of, too: whoever looks after it hears', ({ customerSince, alerts }) => {
    const kept = lead([demo], customerSince === undefined ? {} : { customerSince });
    expect(play({ ...kept, facts: { id: 'l1', lifecycle: 'opportunity' } }).openings).toHaveLength(alerts);
  });

  test('a lead of a company that is poor fit by its CRM alerts by a fast lane only', () => {
    const facts = { id: 'l1', attributes: { fit: 'poor' } };
    const research = ['roi_calculator', 'technical_docs', 'case_study_download'].map((type) => signal(type, DAY_MS));
    expect(play(lead(research)).openings).toHaveLength(1);
    expect(play(lead(research, { facts })).openings).toHaveLength(0);
    expect(play(lead([...research, demo], { facts })).openings).toHaveLength(1);
  });

  test('what happened before the period is played, and not told', () => {
    const period = { from: later.at, to: NOW };
    const kept = lead([demo, later], { closings: [{ at: demo.at + HOUR_MS, as: 'lost' }] });
    expect(play(kept, defaultModel, period).openings).toMatchObject([{ at: later.at, kind: 'first' }]);
  });

  test('what is received after the period is not known in it', () => {
    expect(play(lead([{ ...demo, receivedAt: NOW + 1 }])).openings).toEqual([]);
  });

  test('a closing as cooled by the model of then does not close', () => {
    const soon = signal('contact_sales', 3 * DAY_MS - 2 * HOUR_MS);
    const closings = [{ at: demo.at + HOUR_MS, as: 'cooled' as const }];
    expect(play(lead([demo, soon], { closings })).openings).toHaveLength(1);
  });
});

const fit = {
  rules: [{ fit: 'poor', because: 'too small', all: [{ fact: 'industry', in: ['toys'] }] }],
  freeDomains: [],
  educationDomains: [],
};
const models = fc.constantFrom(...Object.values(modelsForTests).map((model): Model => ({ ...model, fit }) as Model));

const lives = signalsOfLife.chain((signals) => {
  const instants = instantsOfLife(signals);
  const optional = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined, freq: 3 });
  return fc.record({
    signals: fc.constant(signals),
    contacts: fc.array(instants, { maxLength: 4 }),
    closings: fc.array(
      fc.record({ at: instants, as: fc.constantFrom<ClosedAs>('lost', 'won', 'not_a_fit', 'cooled') }),
      { maxLength: 2 },
    ),
    industry: fc.constantFrom(undefined, undefined, 'toys'),
    customerSince: optional(instants),
    statusAt: optional(instants),
    watchingSince: fc.constantFrom(LONG_AGO, LONG_AGO, BIRTH + 3 * DAY_MS),
    to: fc.oneof(instants, fc.constant(NOW + 10 * DAY_MS)),
  });
});
type Drawn = typeof lives extends fc.Arbitrary<infer Life> ? Life : never;

function keptOf({ signals, contacts, closings, industry, customerSince, statusAt }: Drawn): KeptLead {
  const status = statusAt !== undefined && { status: 'Unqualified', statusAt };
  const facts = { id: 'l1', company: industry === undefined ? {} : { industry }, attributes: {}, ...status };
  return { id: 'l1', facts, signals, contacts, closings, ...(customerSince !== undefined && { customerSince }) };
}

type Also = (looked: ReturnType<typeof lookAt>) => number;
const nothing: Also = () => Infinity;

/** The same, slowly: a look by `lookAt` at every event and at every instant at which something happens by itself. */
function oracle(drawn: Drawn, model: Model, period: Period, also: Also): Played {
  const { signals, contacts, closings, industry, customerSince = Infinity, statusAt = Infinity, watchingSince } = drawn;
  let state: LeadState = { id: 'l1', signals: [], score: 0, hot: false, ...(industry && { industry }) };
  const openings: Played['openings'] = [];
  const closes = closings.filter(({ as }) => as !== 'cooled');
  const people = [...contacts, ...closes.map(({ at }) => at)];
  const events = [...new Set([...signals.map((s) => s.receivedAt), ...people])].sort((a, b) => a - b);
  let next = Infinity;
  const look = (now: number, fresh: Signal[]) => {
    const unseen = fresh.length === 0 ? {} : { unseenFrom: Math.min(...fresh.map(({ at }) => at)) };
    const lifecycle = now >= customerSince ? { lifecycle: 'customer' } : {};
    const status = now >= statusAt ? { status: 'Unqualified' } : {};
    const looked = lookAt({ ...state, ...unseen, ...lifecycle, ...status }, model, watchingSince, now);
    const { standing, move, hotSince } = looked;
    const { tier: _tier, hotSince: _since, ...rest } = state;
    state = { ...rest, score: standing.score, hot: standing.hot, lookedAt: now };
    if (standing.tier !== undefined) state.tier = standing.tier;
    if (hotSince !== undefined) state.hotSince = hotSince;
    if (looked.writeBack) Object.assign(state, { writtenScore: standing.score, writtenAt: now });
    if (move.kind === 'open') state.open = opened('e', now, move);
    if (move.kind === 'round' && state.open) state.open = inRound(state.open, move);
    if (move.kind === 'upgrade' && state.open) state.open = { ...state.open, tier: move.tier };
    if (move.kind === 'cool') closeAs(now, 'cooled');
    if (move.kind === 'open' || move.kind === 'round') {
      const { kind, round } = state.open ?? { kind: 'first', round: 0 };
      openings.push({ at: now, kind, tier: move.tier, triggerId: move.triggerId, round });
    }
    const cools = coolsWithin(now, now + historyMs(model), state.signals, model) ?? Infinity;
    const change = nextChange(now, state.signals, model)?.at ?? Infinity;
    next = Math.min(change, state.open?.state === 'contacted' ? cools : Infinity, also(looked));
  };
  const closeAs = (at: number, as: ClosedAs) => {
    const { open, ...rest } = state;
    if (open !== undefined) state = { ...rest, lastClosed: close(open, at, as) };
  };
  for (;;) {
    const event = events[0] ?? Infinity;
    const now = Math.min(event, next);
    if (now > period.to) break;
    if (now === event) events.shift();
    const fresh = signals.filter((s) => s.receivedAt === now);
    state.signals = [...state.signals, ...fresh];
    if (now === next || fresh.length > 0) look(now, fresh);
    if (now !== event || !people.includes(now)) continue;
    if (contacts.includes(now) && state.open) state.open = contacted(state.open, now);
    for (const closing of closes.filter(({ at }) => at === now)) closeAs(now, closing.as);
    look(now, []);
  }
  const { hot, hotSince } = state;
  const inPeriod = openings.filter(({ at }) => at >= period.from);
  return { openings: inPeriod, hotNow: hot, ...(hot && hotSince !== undefined && { hotSince }) };
}

describe('against looking with lookAt at every event and every change', () => {
  test.each(Object.keys(modelsForTests))('the same lead is hot at the same instants: %s', (name) => {
    const model = { ...modelsForTests[name], fit } as Model;
    fc.assert(
      fc.property(lives, (drawn) => {
        const period = { from: BIRTH + DAY_MS, to: drawn.to };
        expect(playKept(keptOf(drawn), model, period, drawn.watchingSince)).toEqual(
          oracle(drawn, model, period, nothing),
        );
      }),
      { numRuns: 80 },
    );
  });
});

test('the looks that only tell the CRM a score change no alert of signals that come in time', () => {
  const model = { ...defaultModel, fit } as Model;
  const all: Also = ({ lookAt: next }) => next ?? Infinity;
  fc.assert(
    fc.property(lives, (any) => {
      const inTime = ({ at, receivedAt }: Signal) => receivedAt - at > -5 * MINUTE_MS && receivedAt - at < DAY_MS;
      const drawn = { ...any, signals: any.signals.filter(inTime) };
      const period = { from: BIRTH + DAY_MS, to: drawn.to };
      const { openings } = playKept(keptOf(drawn), model, period, drawn.watchingSince);
      expect(openings).toEqual(oracle(drawn, model, period, all).openings);
    }),
    { numRuns: 50, seed: 1 },
  );
});

describe('the bound', () => {
  test('of a visit that was refreshed lasts as long as the refresh', () => {
    const refreshed = [0, 29 * MINUTE_MS].map((after) =>
      signal('demo_request', 7 * DAY_MS + 10 * MINUTE_MS - after, { confidence: after === 0 ? 1 : 0 }),
    );
    const tiers = { one: { score: 90, variety: 9 }, two: { score: 45, variety: 2, counted: 1 }, three: { score: 1 } };
    const model = { ...defaultModel, tiers, lanes: {} };
    const signals = [...refreshed, signal('technical_docs', 0)];
    expect(standingAt(NOW, signals, model).hot).toBe(true);
    expect(mayBeHot(signals, model)).toBe(true);
  });

  test.each([
    { who: 'reads mails and the blog', types: ['email_open', 'blog_engagement', 'return_visit'], may: false },
    { who: 'looks at prices once', types: ['pricing_page_visit', 'blog_engagement'], may: false },
    { who: 'asks for a demo', types: ['demo_request'], may: true },
    {
      who: 'compares, calculates and reads docs',
      types: ['competitor_comparison', 'roi_calculator', 'technical_docs'],
      may: true,
    },
  ])('of a lead that $who is $may', ({ types, may }) => {
    const signals = types.map((type, index) => signal(type, index * DAY_MS));
    expect(mayBeHot(signals, defaultModel)).toBe(may);
  });

  test('a lead it rules out is not hot at any instant, whichever signals are known', () => {
    const some = signalsOfLife.chain((signals) => fc.tuple(fc.constant(signals), fc.subarray(signals), fc.nat()));
    const ruledOut = { seen: 0 };
    fc.assert(
      fc.property(some, models, ([signals, known, shift], model) => {
        if (mayBeHot(signals, model)) return;
        ruledOut.seen += 1;
        const births = known.map(({ at }) => at - model.aheadMinutes * MINUTE_MS);
        const instants = births.flatMap((at) => [at, at + 5 * MINUTE_MS, at + (shift % (3 * DAY_MS))]);
        expect(instants.filter((at) => standingAt(at, known, model).hot)).toEqual([]);
      }),
      { numRuns: 600 },
    );
    expect(ruledOut.seen).toBeGreaterThan(50);
  });
});
