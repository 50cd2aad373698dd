import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Counterfactual, coolerBy, hotterBy } from './counterfactual.ts';
import { edited } from './counterfactualEdits.ts';
import { brief, period, swift, types, wary } from './counterfactualLeadsForTests.ts';
import { everyAddition, everyMove, everyRemoval, everySetting } from './counterfactualLesserForTests.ts';
import { MINUTE_MS } from '../decay.ts';
import { hotWithin } from '../forecast.ts';
import type { Model } from '../model.ts';
import type { Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';
import { standingAt } from '../tiers.ts';

const models = fc.constantFrom(brief, swift, wary);
const drawn = fc.record({
  type: fc.constantFrom(...types, 'pricing_page_visit', 'careers_page_visit', 'email_open'),
  minutesAgo: fc.oneof(fc.integer({ min: -10, max: 300 }), fc.constantFrom(0, 10, 30, 60, 70, 120)),
  confidence: fc.constantFrom(1, 1, 0.6, 0.2),
  asset: fc.constantFrom(undefined, undefined, '/a', '/b'),
  level: fc.constantFrom(undefined, 70, 90),
  client: fc.constantFrom('device', 'proxy', 'prefetch', undefined),
});
type Draw = typeof drawn extends fc.Arbitrary<infer T> ? T : never;
/** Up to six signals, some of them ahead of the clock. */
const leads = fc.array(drawn, { maxLength: 6 }).map((draws) => draws.map(drawnSignal));

function drawnSignal({ type, minutesAgo, confidence, asset, level, client }: Draw, index: number): Signal {
  const isMail = client !== undefined && type.startsWith('email');
  return signal(type, minutesAgo * MINUTE_MS, {
    id: `s${index}`,
    confidence,
    ...(asset !== undefined && { asset }),
    ...(level !== undefined && { level }),
    ...(isMail && { mail: { message: 'm', client, deliveredAt: NOW - 150 * MINUTE_MS } }),
  });
}

/** The first instant at which what has come by then makes the lead hot; `end` is that of the period. */
function hotAtOf(signals: Signal[], model: Model, end: number): number | undefined {
  return hotWithin(period.from, end, signals, { ...model, aheadMinutes: 0 });
}

/** A signal dated ahead of the period's end counts at it already: it is waited for. */
function endOf(signals: Signal[], { aheadMinutes }: Model): number {
  const counting = signals.map(({ at }) => at).filter((at) => at <= period.to + aheadMinutes * MINUTE_MS);
  return Math.max(period.to, ...counting);
}

/** Asked of the model as it is. */
function isKnownHotAt(at: number, signals: Signal[], model: Model): boolean {
  return standingAt(
    at,
    signals.filter((one) => one.at <= at),
    model,
  ).hot;
}

type Case = { signals: Signal[]; model: Model; before: number | undefined; end: number };
type Kind = {
  find: typeof hotterBy;
  isReached: (hotAt: number | undefined, before: number | undefined, gain: number) => boolean;
};

const hotter: Kind = {
  find: hotterBy,
  isReached: (hotAt, before, gain) => hotAt !== undefined && hotAt < (before ?? Infinity) - gain,
};
const cooler: Kind = { find: coolerBy, isReached: (hotAt, before) => before !== undefined && hotAt === undefined };
const kinds: [string, Kind][] = [
  ['hotter', hotter],
  ['cooler', cooler],
];

describe.each(kinds)('what would have made a lead %s', (_, { find, isReached }) => {
  const runs = { numRuns: 60 };
  const exhaustiveRuns = { numRuns: 12 };

  function answers(signals: Signal[], model: Model): { points?: Counterfactual; time?: Counterfactual } & Case {
    const end = endOf(signals, model);
    return { ...find(signals, model, period), signals, model, before: hotAtOf(signals, model, end), end };
  }

  test('the engine says the same of the edited lead, and that the edit did it', () => {
    fc.assert(
      fc.property(leads, models, (signals, model) => {
        const { points, time, before, end } = answers(signals, model);
        for (const answer of [points, time].filter((one) => one !== undefined)) {
          const after = edited(answer.edit, signals, model);
          expect(hotAtOf(after.signals, after.model, end)).toBe(answer.hotAt);
          expect(isReached(answer.hotAt, before, 0)).toBe(true);
        }
      }),
      runs,
    );
  });

  test('by what has come by then the edited lead is hot at the instant told, and at none before it', () => {
    fc.assert(
      fc.property(leads, models, (signals, model) => {
        const { points, time, end } = answers(signals, model);
        for (const { edit, hotAt } of [points, time].filter((one) => one !== undefined)) {
          const after = edited(edit, signals, model);
          const births = after.signals.map(({ at }) => at).filter((at) => at > period.from);
          const minutes = Array.from({ length: 245 }, (_, index) => period.from + 1 + index * MINUTE_MS);
          const before = [...births, ...minutes].filter((at) => at < (hotAt ?? end + 1));
          expect(before.filter((at) => isKnownHotAt(at, after.signals, after.model))).toEqual([]);
          expect(hotAt === undefined || isKnownHotAt(hotAt, after.signals, after.model)).toBe(true);
        }
      }),
      runs,
    );
  });

  test('no signal moved by fewer minutes does it, and no setting changed by less time', () => {
    fc.assert(
      fc.property(leads, models, (signals, model) => {
        const { time, before, end } = answers(signals, model);
        const shift = time === undefined || !('ms' in time.shift) ? Infinity : time.shift.ms;
        const lesser = [...everyMove(signals, shift), ...everySetting(model, ['ms'], shift)];
        const found = lesser.filter((edit) => {
          const after = edited(edit, signals, model);
          const gain = edit.kind === 'move' ? Math.max(0, -edit.byMs) : 0;
          return isReached(hotAtOf(after.signals, after.model, end), before, gain);
        });
        expect(found).toEqual([]);
      }),
      exhaustiveRuns,
    );
  });

  test('no signal less heavy removed or added does it, and no setting changed by fewer points', () => {
    fc.assert(
      fc.property(leads, models, (signals, model) => {
        const { points, before, end } = answers(signals, model);
        const shift = points === undefined || !('points' in points.shift) ? Infinity : points.shift.points;
        const lesser = [
          ...everyRemoval(signals, model, shift),
          ...everyAddition(signals, model, shift),
          ...everySetting(model, ['points'], shift),
        ];
        const found = lesser.filter((edit) => {
          const after = edited(edit, signals, model);
          return isReached(hotAtOf(after.signals, after.model, end), before, 0);
        });
        expect(found).toEqual([]);
      }),
      exhaustiveRuns,
    );
  });

  test('order and repetition of the signals change nothing', () => {
    fc.assert(
      fc.property(leads, models, (signals, model) => {
        expect(find([...signals, ...signals].reverse(), model, period)).toEqual(find(signals, model, period));
      }),
      runs,
    );
  });
});
