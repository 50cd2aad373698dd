import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { utcClock } from '../explain/whenInWords.ts';
import { dayDigest, type DayInput } from './dayDigest.ts';
import type { DigestHot } from './digestPart.ts';
import { weekDigest, type WeekInput } from './weekDigest.ts';

const NOW = Date.UTC(2026, 10, 23, 17, 30);
const minute = 60_000;
const tomorrow = { from: Date.UTC(2026, 10, 24), to: Date.UTC(2026, 10, 25) };
const frame = { title: 'Monday, 23 November', timeZone: 'UTC', clock: utcClock, mayBeRepeated: false, now: NOW };
const hot = (name: string, more: Partial<DigestHot> = {}): DigestHot => ({
  episode: name,
  name,
  tier: 2,
  score: 72,
  state: 'open',
  openedAt: NOW - 50 * minute,
  respondBy: NOW + 10 * minute,
  assignee: 'Ann Rep',
  ...more,
});
const day = (more: Partial<DayInput> = {}) =>
  dayDigest({ ...frame, leads: [], tomorrow, notices: [], quietlyHot: [], due: [], figures: [], ...more });
const week = (more: Partial<WeekInput> = {}) =>
  weekDigest({
    ...frame,
    leads: [],
    notices: [],
    quietlyHot: [],
    figures: [],
    notAFit: [],
    reps: [],
    unreachable: [],
    ...more,
  });
const figure = { name: 'Median time to first contact', value: '24 minutes', team: '41 minutes' };

describe("a rep's day", () => {
  test('holds what waits, each lead once, most urgent first', () => {
    const digest = day({
      leads: [
        hot('Ada'),
        hot('Bo', { respondBy: NOW - 5 * minute }),
        hot('Cy', { state: 'claimed', claimedAt: NOW - 20 * minute }),
        hot('Di', { state: 'claimed', snoozedUntil: tomorrow.from + 9 * 60 * minute }),
        hot('Ed', { snoozedUntil: tomorrow.to + minute }),
        hot('Fay', { snoozedUntil: NOW + 15 * minute }),
      ],
    });
    expect(
      digest?.parts.map(({ title, leads }) => [title, ...leads.map(({ name, text }) => `${name}: ${text}`)]),
    ).toEqual([
      ['Not claimed yet', 'Bo: waits since 16:40, 5 min late', 'Ada: waits since 16:40, respond by 17:40, in 10 min'],
      ['Claimed, not contacted yet', 'Cy: claimed at 17:10, respond by 17:40, in 10 min'],
      ['Snoozed, back today', 'Fay: waits since 16:40, snoozed until 17:45, respond by 17:40, in 10 min'],
      ['Snoozed, back tomorrow', 'Di: claimed at 16:40, snoozed until 24 Nov 09:00, respond by 17:40, in 10 min'],
      ['Snoozed for longer', 'Ed: waits since 16:40, snoozed until 25 Nov 00:01, respond by 17:40, in 10 min'],
    ]);
  });
  test('says which answers came late, and which not at all', () => {
    const due = [
      { name: 'Ada', respondBy: NOW - 90 * minute, answeredAt: NOW - 48 * minute },
      { name: 'Bo', respondBy: NOW - 30 * minute, escalated: 'the manager was told' },
      { name: 'Cy', respondBy: NOW - 30 * minute, answeredAt: NOW - 31 * minute },
      { name: 'Di', respondBy: NOW + minute },
    ];
    expect(day({ due })?.notes).toEqual([
      '2 of 4 answers that were due came late or not at all: Ada, 42 min late; Bo, not answered (the manager was told)',
    ]);
  });
  test('leaves out leads without a clock, and of very many says how many there are', () => {
    expect(day({ leads: [hot('Ada', { fyi: true })] })).toBeUndefined();
    const many = Array.from({ length: 57 }, (_, n) => hot(`lead ${n}`));
    expect(day({ leads: many })?.parts.map(({ title, leads }) => [title, leads.length])).toEqual([
      ['Not claimed yet (20 of 57)', 20],
    ]);
  });
  test('is not sent for figures alone', () => {
    expect(day({ figures: [figure] })).toBeUndefined();
  });
});

describe("a manager's week", () => {
  test('holds what nobody has and what is late, never a lead in both', () => {
    const { assignee: _, ...nobodys } = hot('Ada', { respondBy: NOW - minute, waitingBecause: 'nobody is there' });
    const digest = week({ leads: [nobodys, hot('Bo', { respondBy: NOW - minute }), hot('Cy')] });
    expect(digest?.parts.map(({ title, leads }) => [title, ...leads.map(({ text }) => text)])).toEqual([
      ['Nobody has them', 'waits since 16:40, 1 min late, nobody is there'],
      ['Late', 'waits since 16:40, 1 min late'],
    ]);
  });
  test('asks about who contacted fewer than half of several', () => {
    const reps = [
      { name: 'Ann', given: 9, owed: 7, contacted: 2 },
      { name: 'Bob', given: 4, owed: 4, contacted: 2 },
      { name: 'Cy', given: 1, owed: 1, contacted: 0 },
      { name: 'Di', given: 5, owed: 1, contacted: 0 },
    ];
    expect(week({ reps })?.notes).toEqual([
      'Ann contacted 2 of 7 hot leads that were theirs to contact: too many at once, the wrong ones, or away?',
    ]);
  });
  test('says how many of a type of signal were no fit, where any was', () => {
    const notAFit = [
      { words: 'asked for a demo', of: 10, notAFit: 2 },
      { words: 'pricing page', of: 5, notAFit: 0 },
    ];
    expect(week({ notAFit })?.figures).toEqual([{ name: 'No fit: asked for a demo', value: '2 of 10' }]);
  });
  test('names whom the chat does not reach', () => {
    const unreachable = [{ name: 'Ann Rep', because: 'nobody there has their e-mail' }];
    expect(week({ unreachable })?.notes).toEqual(['Ann Rep is not told in the chat: nobody there has their e-mail']);
  });
});

describe('no digest is empty', () => {
  const leads = fc.array(
    fc
      .record({
        n: fc.nat(9),
        state: fc.constantFrom('open' as const, 'claimed' as const),
        snooze: fc.option(fc.integer({ min: -60, max: 3_000 }), { nil: undefined }),
        late: fc.boolean(),
        owned: fc.boolean(),
      })
      .map(({ n, state, snooze, late, owned }) => {
        const { assignee, ...lead } = hot(`lead ${n}`, { state, respondBy: late ? NOW - 1 : NOW + 1 });
        return {
          ...lead,
          ...(owned && assignee !== undefined && { assignee }),
          ...(snooze !== undefined && { snoozedUntil: NOW + snooze * minute }),
        };
      }),
    { maxLength: 4 },
  );
  const figures = fc.constantFrom([], [figure]);
  const notices = fc.constantFrom([], [{ name: 'Ada', score: 50, text: 'clicked a link in an e-mail' }]);
  test('whatever there is to say', () => {
    fc.assert(
      fc.property(leads, figures, notices, (some, numbers, told) => {
        const sent = [
          day({ leads: some, figures: numbers, notices: told }),
          week({ leads: some, figures: numbers, notices: told }),
        ].flatMap((digest) => digest ?? []);
        for (const { parts, figures: shown, notes } of sent) {
          expect(parts.length + shown.length + notes.length).toBeGreaterThan(0);
          expect(parts.every((part) => part.leads.length > 0)).toBe(true);
        }
      }),
    );
  });
});
