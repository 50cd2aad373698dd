import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  firstTold,
  givenBack,
  isTold,
  type Stretch,
  takenOver,
  type Teller,
  tellerAt,
  tellsOn,
  type Twofold,
  without,
} from './authority.ts';

const KINDS = ['form_submission', 'email_open', 'email_click', 'page_view'];
const instants = fc.integer({ min: -5, max: 60 });
const kinds = fc.constantFrom(...KINDS);

/** What becomes of a source: it takes over, or is lost, at some instant. */
const lives = fc.array(fc.record({ takes: fc.boolean(), at: instants }), { maxLength: 8 });
const stretchesOf = (life: { takes: boolean; at: number }[]) =>
  life.reduce<Stretch[]>((now, { takes, at }) => (takes ? takenOver(now, at) : givenBack(now, at)), []);
const tellers: fc.Arbitrary<Teller[]> = fc.uniqueArray(
  fc.record({
    source: fc.constantFrom('forms', 'mail', 'replies', 'visits'),
    replaces: fc.subarray(KINDS),
    stretches: lives.map(stretchesOf),
  }),
  { selector: ({ source }) => source, maxLength: 4 },
);

const tells = (stretches: Stretch[], at: number) =>
  tellerAt('email_open', at, [{ source: 'mail', replaces: ['email_open'], stretches }]) === 'mail';

describe('laws of who tells', () => {
  test('every instant has exactly one teller of a kind, whatever became of the sources', () => {
    fc.assert(
      fc.property(kinds, instants, tellers, (kind, at, all) => {
        const replacing = all.filter(({ replaces }) => replaces.includes(kind)).map(({ source }) => source);
        const counted = [undefined, ...replacing].filter((from) =>
          isTold({ kind, at, ...(from !== undefined && { from }) }, all),
        );
        expect(counted).toEqual([tellerAt(kind, at, all)]);
      }),
    );
  });

  test('stretches are in order, and no two overlap', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const all = stretchesOf(life);
        for (const [index, { from, upTo = Infinity }] of all.entries()) {
          expect(from).toBeLessThan(upTo);
          expect(upTo).toBeLessThanOrEqual(all[index + 1]?.from ?? Infinity);
        }
      }),
    );
  });

  test('a source that is lost gives back what comes from there on, and keeps what it told before', () => {
    fc.assert(
      fc.property(lives, instants, instants, (life, upTo, at) => {
        const before = takenOver(stretchesOf(life), 0);
        const after = givenBack(before, upTo);
        expect(tellsOn(after)).toBe(false);
        const { from } = before.at(-1) ?? { from: 0 };
        expect(tells(after, at)).toBe(tells(before, at) && (at < from || at < upTo));
      }),
    );
  });

  test('taking over changes nothing before it, and nothing while the source tells', () => {
    fc.assert(
      fc.property(lives, instants, instants, (life, from, at) => {
        const before = stretchesOf(life);
        const after = takenOver(before, from);
        const mayChange = !tellsOn(before) && at >= from && !tells(before, at);
        expect(mayChange || tells(after, at) === tells(before, at)).toBe(true);
        expect(tellsOn(after)).toBe(true);
      }),
    );
  });

  test('a hole takes just its own instants', () => {
    fc.assert(
      fc.property(lives, instants, fc.integer({ min: -2, max: 20 }), instants, (life, from, length, at) => {
        const before = stretchesOf(life);
        const after = without(before, { from, upTo: from + length });
        expect(tells(after, at)).toBe(tells(before, at) && !(at >= from && at < from + length));
      }),
    );
  });
});

describe('what counts', () => {
  const forms = (stretches: Stretch[]): Teller[] => [{ source: 'forms', replaces: ['form_submission'], stretches }];

  test('before a source took over, and after it was lost, the record tells; between, the source', () => {
    const all = forms([{ from: 10, upTo: 20 }]);
    const told = (at: number) => ({
      history: isTold({ kind: 'form_submission', at }, all),
      forms: isTold({ kind: 'form_submission', at, from: 'forms' }, all),
    });
    expect([9, 10, 19, 20].map(told)).toEqual([
      { history: true, forms: false },
      { history: false, forms: true },
      { history: false, forms: true },
      { history: true, forms: false },
    ]);
  });

  test('what a source tells beside what it replaces always counts', () => {
    expect(isTold({ kind: 'campaign_response', at: 5, from: 'webinars' }, forms([]))).toBe(true);
  });

  test('a source that was lost before it told anything never took over', () => {
    expect(givenBack(takenOver([], 10), 10)).toEqual([]);
  });
});

const [MINUTE, NEAR] = [60_000, 120_000];

type Happened = { at: number; late: number; known: boolean };
type Reading = { seen: boolean[]; found: boolean[] };

/** What counts after readings that show some of what happened, each in the order given; `n` of `h3` and `s3` names the event. */
function keptAfter(happened: Happened[], readings: Reading[]): Set<string> {
  const kept = new Map<string, Twofold>();
  for (const { seen, found } of readings) {
    const told = happened.flatMap(({ at, late, known }, index): Twofold[] => [
      ...(known && seen[index] ? [{ id: `h${index}`, at: at + late, by: 'history' as const, kept: false }] : []),
      ...(found[index] ? [{ id: `s${index}`, at, by: 'source' as const, kept: false }] : []),
    ]);
    const fresh = told.filter(({ id }) => !kept.has(id));
    const counts = firstTold([...kept.values(), ...fresh]);
    for (const one of fresh) if (counts.has(one.id)) kept.set(one.id, { ...one, kept: true });
  }
  return new Set(kept.keys());
}

const happenings = (leastApart: number, known: fc.Arbitrary<boolean>) =>
  fc
    .array(fc.record({ gap: fc.nat(4 * MINUTE), late: fc.integer({ min: -50_000, max: 50_000 }), known }), {
      minLength: 1,
      maxLength: 6,
    })
    .map((all) => {
      let at = 0;
      return all.map(({ gap, ...one }) => ({ ...one, at: (at += leastApart + gap) }));
    });
const some = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
const everything = Array.from({ length: 6 }, () => true);
const nothing = everything.map(() => false);
const readings = fc.array(fc.record({ seen: some, found: some }), { maxLength: 8 });

describe('laws of whichever tells first', () => {
  test('of what happened five minutes apart each counts once, whoever tells of it, in whatever order, however often', () => {
    fc.assert(
      fc.property(happenings(5 * MINUTE, fc.boolean()), readings, (happened, before) => {
        const last = { seen: everything, found: everything };
        const eventsAfter = (shown: Reading[]) => [...keptAfter(happened, shown)].map((id) => id.slice(1)).toSorted();
        const early = eventsAfter(before);
        expect(new Set(early).size).toBe(early.length);
        const each = happened.map((_, index) => `${index}`);
        expect(eventsAfter([...before, last])).toEqual(each);
        expect(eventsAfter([...before, last, ...before])).toEqual(each);
      }),
    );
  });

  test('of what happened close together none is lost, once the history tells of all', () => {
    fc.assert(
      fc.property(happenings(0, fc.constant(true)), readings, (happened, before) => {
        const kept = keptAfter(happened, [...before, { seen: everything, found: nothing }]);
        expect(kept.size).toBeGreaterThanOrEqual(happened.length);
      }),
    );
  });

  test('read again, nothing new counts', () => {
    fc.assert(
      fc.property(happenings(0, fc.boolean()), readings, (happened, before) => {
        const all = { seen: everything, found: everything };
        const kept = keptAfter(happened, [...before, all]);
        expect(
          keptAfter(happened, [...before, all, all, { ...all, seen: nothing }, { ...all, found: nothing }]),
        ).toEqual(kept);
      }),
    );
  });

  test('the second of two that the history knows as one is told by the source beside the first', () => {
    const happened = [
      { at: 0, late: 5_000, known: true },
      { at: MINUTE, late: 0, known: false },
    ];
    const shown = { seen: [true, true], found: [true, true] };
    expect([...keptAfter(happened, [{ ...shown, found: [] }, shown])]).toEqual(['h0', 's1']);
  });

  test('two minutes apart are two', () => {
    const shown = (late: number) =>
      keptAfter(
        [{ at: 0, late, known: true }],
        [
          { seen: [true], found: [] },
          { seen: [], found: [true] },
        ],
      );
    expect([shown(NEAR - 1).size, shown(NEAR).size, shown(1 - NEAR).size, shown(-NEAR).size]).toEqual([1, 2, 1, 2]);
  });
});
