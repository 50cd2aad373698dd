import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/decay.ts';
import { type Condition, defaultModel, type Model, type TypeRule } from '../domain/model.ts';
import type { Signal } from '../domain/signals.ts';
import { NOW, signal } from '../domain/signalsForTests.ts';

/** What lives are made of: much that can make a lead hot, some that speaks against it, readings of a state. */
const types = (
  'demo_request contact_sales positive_reply free_trial_start meeting_booked pricing_page_visit pricing_page_visit ' +
  'upgrade_page_visit upgrade_page_visit competitor_comparison roi_calculator case_study_download technical_docs ' +
  'technical_docs usage_limit_hit usage_limit_hit teammate_invited webinar_attendance email_open email_open ' +
  'email_link_click blog_engagement reply funding_announced careers_page_visit careers_page_visit unknown_type'
).split(' ');

/** How long after it happened a signal is received: mostly at once, some late, some dated ahead by their source's clock. */
const delays = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 * MINUTE_MS }) },
  { weight: 1, arbitrary: fc.integer({ min: -5 * MINUTE_MS, max: 0 }) },
  { weight: 1, arbitrary: fc.integer({ min: -2 * DAY_MS, max: -5 * MINUTE_MS }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 5 * DAY_MS }) },
);
const times = fc.oneof(
  fc.integer({ min: 0, max: 20 * 24 * 12 }).map((five) => five * 5 * MINUTE_MS),
  fc.nat(20 * DAY_MS),
);
const drawn = fc.record({
  type: fc.constantFrom(...types),
  at: times,
  delay: delays,
  confidence: fc.constantFrom(1, 1, 1, 0.5, 0),
  asset: fc.constantFrom(undefined, '/a', '/b'),
  level: fc.constantFrom(undefined, 70, 90, 95),
  message: fc.constantFrom(undefined, 'm1', 'm2'),
  client: fc.constantFrom('device', 'proxy', 'prefetch', 'scanner'),
});

/** When the lives begin: 20 days before NOW. */
export const BIRTH = NOW - 20 * DAY_MS;

/** Signals of 20 days. Some come in bursts, and received together. */
export const signalsOfLife: fc.Arbitrary<Signal[]> = fc
  .tuple(fc.array(drawn, { maxLength: 14 }), fc.array(fc.nat(13), { maxLength: 6 }))
  .map(([draws, together]) => {
    const signals = draws.map(({ type, at, delay, confidence, asset, level, message, client }, index) => {
      const mail = message === undefined || !type.startsWith('email') ? {} : { mail: { message, client } };
      const more = { ...mail, ...(asset !== undefined && { asset }), ...(level !== undefined && { level }) };
      const subject = type === 'funding_announced' ? 'company' : 'lead';
      const receivedAt = BIRTH + at + delay;
      return signal(type, NOW - BIRTH - at, { id: `s${index}`, confidence, subject, receivedAt, ...more });
    });
    for (const index of together) {
      const [one, other] = [signals[index], signals[index + 1]];
      if (one && other) signals[index + 1] = { ...other, at: one.at + 7 * MINUTE_MS, receivedAt: one.receivedAt };
    }
    return signals;
  });

/** Instants at which something else happens: anywhere, or just when a signal is received. */
export function instantsOfLife(signals: readonly Signal[]): fc.Arbitrary<number> {
  const anywhere = times.map((at) => BIRTH + at);
  if (signals.length === 0) return anywhere;
  const near = fc.tuple(fc.constantFrom(...signals), fc.constantFrom(0, 1, MINUTE_MS, 3 * HOUR_MS));
  return fc.oneof(
    anywhere,
    near.map(([{ receivedAt }, after]) => receivedAt + after),
  );
}

const lanesOff = Object.fromEntries(
  Object.entries(defaultModel.lanes).map(([id, lane]) => [id, { ...lane, on: false }]),
);
const quick = Object.fromEntries(
  Object.entries(defaultModel.catalogue).map(([type, rule]) => [type, { ...rule, decay: { kind: 'linear', days: 4 } }]),
) as Model['catalogue'];
const jobs: TypeRule = {
  family: 'negative',
  points: -40,
  decay: { kind: 'hold', days: 2 },
  repeat: 'once',
  foldBy: 'type',
  words: 'looked at open jobs',
};
const quietFor3Days: Condition = {
  kind: 'and',
  all: [
    { kind: 'any', of: { families: ['research'] } },
    { kind: 'not', that: { kind: 'within', days: 3, that: { kind: 'any', of: { families: ['critical'] } } } },
  ],
};

/** Settings of many kinds, by name. The later ones make leads hot, and cool, in every way there is. */
export const modelsForTests: Record<string, Model> = {
  default: defaultModel,
  'no lanes, low bars': {
    ...defaultModel,
    lanes: lanesOff,
    tiers: { one: { score: 60, variety: 2 }, two: { score: 45, variety: 1, counted: 1 }, three: { score: 20 } },
    opening: { ...defaultModel.opening, coolScore: 40 },
  },
  'a pattern that becomes true by itself': {
    ...defaultModel,
    lanes: lanesOff,
    recipes: { ...defaultModel.recipes, quiet: { on: true, tier: 2, score: 15, words: 'quiet', when: quietFor3Days } },
    tiers: { ...defaultModel.tiers, three: { score: 10 } },
  },
  'jobs looked at keep a lead down for two days': {
    ...defaultModel,
    lanes: lanesOff,
    catalogue: { ...defaultModel.catalogue, careers_page_visit: jobs },
    tiers: { one: { score: 60, variety: 1 }, two: { score: 25, variety: 1, counted: 1 }, three: { score: 20 } },
    opening: { receivedWithinHours: 72, repeatWithinDays: 14, coolScore: 30, coolRecipeMargin: 10 },
  },
  'four days, cool while hot': {
    ...defaultModel,
    catalogue: quick,
    foldMinutes: 0,
    tiers: { one: { score: 50, variety: 1 }, two: { score: 40, variety: 1, counted: 1 }, three: { score: 30 } },
    opening: { receivedWithinHours: 72, repeatWithinDays: 2, coolScore: 55, coolRecipeMargin: 0 },
  },
};
