import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { openPatternsAt } from './openPatterns.ts';
import { defaultOpens, type Grade, gradesAt } from './opens.ts';
import type { Mail, Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';

const AHEAD_MS = 5 * MINUTE_MS;
const SECOND_MS = 1000;

/** Bursts of seconds, visits of minutes, days, and the edges of the rules. */
const ages = fc.oneof(
  fc.integer({ min: -10, max: 20 }).map((seconds) => seconds * SECOND_MS),
  fc.integer({ min: -10, max: 60 }).map((minutes) => minutes * MINUTE_MS),
  fc.integer({ min: 0, max: 60 * DAY_MS }),
  fc.constantFrom(10 * MINUTE_MS, DAY_MS, DAY_MS + 1, 7 * DAY_MS, 14 * DAY_MS),
);
const clients = fc.constantFrom<Mail['client']>('device', 'device', 'proxy', 'proxy', 'prefetch', 'scanner', 'unknown');
const mail = fc.record(
  {
    message: fc.constantFrom('a', 'b', 'c'),
    client: clients,
    link: fc.constantFrom('/1', '/2', '/3', '/4', '/5'),
    flagged: fc.constantFrom(true, false, false, false, false),
    deliveredAt: fc.oneof(
      fc.constant(NOW - HOUR_MS),
      ages.map((ago) => NOW - ago - HOUR_MS),
    ),
  },
  { requiredKeys: ['message', 'client'] },
);
/** Each message always has as many links; of `b` nobody knows how many. */
const linksOf: Record<string, number> = { a: 8, c: 2 };

const kinds = ['email_open', 'email_open', 'email_link_click', 'email_link_click', 'email_link_click'];
const deeds = ['demo_request', 'reply', 'pricing_page_visit', 'pricing_page_visit'];

const mails = fc.array(fc.tuple(fc.constantFrom(...kinds), ages, mail), { maxLength: 20 }).map((drawn) =>
  drawn.map(([type, ago, told], index) => {
    const links = linksOf[told.message];
    return signal(type, ago, { id: `m${index}`, mail: { ...told, ...(links !== undefined && { links }) } });
  }),
);
const others = fc
  .array(fc.tuple(fc.constantFrom(...deeds), ages), { maxLength: 6 })
  .map((drawn) => drawn.map(([type, ago], index) => signal(type, ago, { id: `d${index}` })));
const sets = fc.tuple(mails, others).map(([some, more]) => [...some, ...more]);

const shuffledAndRepeated = sets.chain((signals) => {
  const again = [...signals, ...signals.map((one) => ({ ...one, receivedAt: 0 }))];
  return fc.tuple(fc.constant(signals), fc.shuffledSubarray(again, { minLength: again.length }));
});

const grades = (now: number, signals: Signal[]) => Object.fromEntries(gradesAt(now, signals, defaultOpens, AHEAD_MS));
const patterns = (now: number, signals: Signal[]) => openPatternsAt(now, signals, defaultOpens, AHEAD_MS);
/** When each begins to count. */
const begins = (signals: Signal[]) => signals.map(({ at }) => at - AHEAD_MS);

describe('laws of opens', () => {
  test('order, repetition and time of receipt change nothing', () => {
    fc.assert(
      fc.property(shuffledAndRepeated, ([signals, again]) => {
        expect(grades(NOW, again)).toEqual(grades(NOW, signals));
        expect(patterns(NOW, again)).toEqual(patterns(NOW, signals));
      }),
    );
  });

  test('what has not happened yet changes nothing', () => {
    fc.assert(
      fc.property(sets, ages, (signals, ago) => {
        const happened = signals.filter(({ at }) => at <= NOW - ago + AHEAD_MS);
        expect(grades(NOW - ago, signals)).toEqual(grades(NOW - ago, happened));
      }),
    );
  });

  test('a grade, and a pattern, changes only at an instant at which a signal begins to count', () => {
    fc.assert(
      fc.property(sets, ages, (signals, ago) => {
        const now = NOW - ago;
        const last = begins(signals).reduce((latest, at) => (at <= now ? Math.max(latest, at) : latest), -Infinity);
        const next = begins(signals).reduce((first, at) => (at > now ? Math.min(first, at) : first), Infinity);
        const same = [Math.max(last, now - 90 * DAY_MS), Math.min(next - 1, now + 90 * DAY_MS)];
        for (const at of same) {
          expect(grades(at, signals)).toEqual(grades(now, signals));
          expect(patterns(at, signals)).toEqual(patterns(now, signals));
        }
      }),
    );
  });

  test('a deed or a page visit more never lowers a grade, and never lifts a machine', () => {
    fc.assert(
      fc.property(sets, others, (signals, more) => {
        const before = grades(NOW, signals);
        const after = grades(NOW, [...signals, ...more.map((one) => ({ ...one, id: `more ${one.id}` }))]);
        for (const [id, grade] of Object.entries(before)) {
          expect(after[id]?.tier).toBeGreaterThanOrEqual(grade.tier);
          expect(after[id]?.confidence).toBeGreaterThanOrEqual(grade.confidence);
        }
        expect(after).toMatchObject(machinesOf(before));
      }),
    );
  });

  test('an open more never lowers a grade, and nothing at all lifts a machine', () => {
    fc.assert(
      fc.property(sets, mails, (signals, more) => {
        const added = more.map((one) => ({ ...one, id: `more ${one.id}` }));
        const before = grades(NOW, signals);
        const withAll = grades(NOW, [...signals, ...added]);
        const withOpens = grades(NOW, [...signals, ...added.filter(({ type }) => type === 'email_open')]);
        expect(withAll).toMatchObject(machinesOf(before));
        for (const [id, { tier }] of Object.entries(before)) expect(withOpens[id]?.tier).toBeGreaterThanOrEqual(tier);
      }),
    );
  });

  test('patterns keep their key and their time whatever comes later, and no key is given twice', () => {
    fc.assert(
      fc.property(sets, ages, (signals, ago) => {
        const later = new Map(patterns(NOW, signals).map((pattern) => [pattern.key, pattern]));
        expect(later.size).toBe(patterns(NOW, signals).length);
        for (const { key, at, kind, times } of patterns(NOW - Math.abs(ago), signals)) {
          expect(later.get(key)).toMatchObject({ at, kind });
          expect(later.get(key)?.times).toBeGreaterThanOrEqual(times);
        }
      }),
    );
  });

  test('a click is never fetched ahead, and every open or click is graded', () => {
    fc.assert(
      fc.property(sets, (signals) => {
        const all = grades(NOW, signals);
        const mailed = signals.filter((one) => one.mail !== undefined && one.at <= NOW + AHEAD_MS);
        expect(Object.keys(all).toSorted()).toEqual(mailed.map(({ id }) => id).toSorted());
        const clicks = mailed.filter(({ type }) => type === 'email_link_click');
        for (const { id } of clicks) expect([1, 3, 4, 5]).toContain(all[id]?.tier);
      }),
    );
  });

  test('the tiers are those of the rules, read one signal at a time', () => {
    fc.assert(
      fc.property(sets, (signals) => {
        const happened = signals.filter(({ at }) => at <= NOW + AHEAD_MS);
        const tiers = Object.entries(grades(NOW, signals)).map(([id, { tier }]) => [id, tier]);
        const expected = happened
          .filter(({ mail: told }) => told)
          .map((one) => [one.id, tierByTheRules(one, happened)]);
        expect(Object.fromEntries(tiers)).toEqual(Object.fromEntries(expected));
      }),
      { numRuns: 500 },
    );
  });
});

function machinesOf(all: Record<string, Grade>): Record<string, Grade> {
  return Object.fromEntries(Object.entries(all).filter(([, { tier }]) => tier === 1));
}

const told = (one: Signal): Mail => one.mail as Mail;
const within = (from: number, to: number, ms: number) => to >= from && to - from <= ms;
const isClick = (one: Signal) => one.type === 'email_link_click';
const late = (one: Signal, ms: number) => one.at - (told(one).deliveredAt ?? -Infinity) > ms;

/** The rules as they are said, slow: each signal is held against all others. */
function tierByTheRules(one: Signal, all: Signal[]): number {
  const mailed = all.filter((other) => other.mail?.message === told(one).message);
  if (isMachine(one, mailed)) return 1;
  if (isClick(one) && isDoubtful(one, mailed)) return 3;
  const clicks = mailed.filter((other) => isClick(other) && !isMachine(other, mailed) && !isDoubtful(other, mailed));
  const soonAfterClick = (visit: Signal) => clicks.some((other) => within(other.at, visit.at, 10 * MINUTE_MS));
  const confirms = (deed: Signal) =>
    deed.type === 'pricing_page_visit' ? soonAfterClick(deed) : deed.mail === undefined;
  if (all.some((deed) => within(one.at, deed.at, DAY_MS) && !deed.mail && confirms(deed))) return 5;
  if (isClick(one) || clicks.length > 0) return 4;
  if (told(one).client === 'prefetch') return 2;
  const seen = mailed.filter(
    (other) => !isClick(other) && told(other).client !== 'prefetch' && !isMachine(other, mailed),
  );
  const again = seen.some((a) => seen.some((b) => b.at - a.at > 10 * MINUTE_MS));
  const byDevice = told(one).client === 'device' && told(one).deliveredAt !== undefined && late(one, MINUTE_MS);
  return again || byDevice ? 4 : 3;
}

function isMachine(one: Signal, mailed: Signal[]): boolean {
  if (told(one).flagged === true || told(one).client === 'scanner') return true;
  if (!late(one, (isClick(one) ? 5 : 2) * SECOND_MS)) return true;
  if (!isClick(one)) return false;
  const { links } = told(one);
  if (links === undefined) return mostLinks(one, mailed, 10 * SECOND_MS) >= 3;
  return mostLinks(one, mailed, MINUTE_MS) >= Math.max(3, links / 2);
}

function isDoubtful(click: Signal, mailed: Signal[]): boolean {
  return mostLinks(click, mailed, MINUTE_MS) >= 3 || !late(click, MINUTE_MS);
}

/** Of all stretches of this length with this click in them, the most links that were followed. */
function mostLinks(one: Signal, mailed: Signal[], lengthMs: number): number {
  const clicks = mailed.filter(isClick);
  const stretches = clicks.filter((first) => within(first.at, one.at, lengthMs));
  const linksFrom = ({ at }: Signal) =>
    new Set(clicks.filter((other) => within(at, other.at, lengthMs)).flatMap((other) => told(other).link ?? [])).size;
  return Math.max(...stretches.map(linksFrom));
}
