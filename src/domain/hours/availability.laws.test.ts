import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { availabilityAt, nextPresentAt, presentWithin, type RepTime } from './availability.ts';
import { covers } from './intervals.ts';
import { minute } from './repTimeForTests.ts';

/** The little world of these laws: every instant is a whole minute of one of these. */
const LAST = 150;
const minutes = Array.from({ length: LAST }, (_, i) => i * minute);

const instant = fc.integer({ min: -10, max: LAST + 10 }).map((i) => i * minute);
const span = fc.record({ from: instant, to: instant });
const named = fc.record({ from: instant, to: instant, because: fc.constantFrom('time off', 'on holiday: May Day') });
const some = { requiredKeys: [] as [] };

const override = fc.record(
  { kind: fc.constantFrom('away', 'present'), from: instant, until: instant },
  { requiredKeys: ['kind', 'from'] },
);
const chat = fc.record(
  { text: fc.constantFrom('sick', 'lunch', 'hello'), statusUntil: instant, quietUntil: instant, since: instant },
  some,
);
const mostly = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);
const count = fc.integer({ min: 0, max: 3 });

const reps: fc.Arbitrary<RepTime> = fc
  .record({
    active: mostly,
    available: mostly,
    working: fc.array(span, { maxLength: 6 }),
    off: fc.array(named, { maxLength: 3 }),
    overrides: fc.array(override, { maxLength: 3 }),
    load: fc.record({ openHot: count, today: count }),
    caps: fc.record({ openHot: fc.integer({ min: 0, max: 9 }), perDay: count }, some),
    dayEndsAt: instant,
    knownUntil: fc.constant(LAST * minute),
  })
  .chain((rep) => fc.option(chat, { nil: undefined }).map((seen) => ({ ...rep, ...(seen && { chat: seen }) })));

const buffer = fc.integer({ min: 0, max: 20 });
const asked = fc.record({ rep: reps, buffer, now: fc.constantFrom(...minutes) });

const isPresent = (rep: RepTime, at: number, by: number) => availabilityAt(rep, at, by).present;
/** Those of a world without anything to do. */
const idle = (rep: RepTime): RepTime => ({ ...rep, caps: {} });

describe('one answer for every question about presence', () => {
  test('nextPresentAt is the first minute from now at which somebody is present, and none where there is none', () => {
    fc.assert(
      fc.property(asked, ({ rep, buffer: by, now }) => {
        expect(nextPresentAt(rep, now, by)).toBe(minutes.find((each) => each >= now && isPresent(rep, each, by)));
      }),
      { numRuns: 300 },
    );
  });

  test('presentWithin holds exactly the minutes at which somebody without caps is present', () => {
    fc.assert(
      fc.property(asked, ({ rep, buffer: by }) => {
        const times = presentWithin(rep, 0, LAST * minute, by);
        expect(minutes.filter((each) => covers(times, each))).toEqual(
          minutes.filter((each) => isPresent(idle(rep), each, by)),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('until', () => {
  test('present holds to its until and not at it; without one to the end of what is known', () => {
    fc.assert(
      fc.property(asked, ({ rep, buffer: by, now }) => {
        const { present, until } = availabilityAt(rep, now, by);
        fc.pre(present);
        const end = minutes.find((each) => each > now && !isPresent(rep, each, by));
        expect(until).toBe(end);
      }),
      { numRuns: 300 },
    );
  });

  test('nobody comes back before the until of an absence, and at it the reason is another', () => {
    fc.assert(
      fc.property(asked, ({ rep, buffer: by, now }) => {
        const { present, until = Infinity, because } = availabilityAt(rep, now, by);
        fc.pre(!present);
        const before = minutes.filter((each) => now <= each && each < until);
        expect(before.filter((each) => isPresent(rep, each, by))).toEqual([]);
        const then = until < Infinity ? availabilityAt(rep, until, by).because : 'nobody knows';
        expect(then).not.toBe(because);
      }),
      { numRuns: 300 },
    );
  });
});
