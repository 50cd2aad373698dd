import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS } from '../decay.ts';
import { addLead, newTally, type Plan, planOf } from './plan.ts';
import type { KeptLead, Opening, Played } from './planLead.ts';
import { isSame, matched } from './planMatching.ts';
import { NOW, signal } from '../signalsForTests.ts';

const period = { from: NOW - 3 * DAY_MS, to: NOW };
const cold: Played = { openings: [], hotNow: false };

function alert(agoMs: number, more: Partial<Opening> = {}): Opening {
  return { at: NOW - agoMs, kind: 'first', tier: 2, triggerId: `by ${agoMs}`, round: 1, ...more };
}

function alerted(...openings: Opening[]): Played {
  return { openings, hotNow: false };
}

function lead(id: string, more: Partial<KeptLead> = {}): KeptLead {
  return { id, facts: { id }, signals: [], contacts: [], closings: [], ...more };
}

function planFor(...leads: [KeptLead, Played, Played][]): Plan {
  const tally = newTally(period);
  for (const each of leads) addLead(tally, ...each);
  return planOf(tally);
}

describe('alerts of both models, matched', () => {
  const demo = alert(10 * HOUR_MS, { triggerId: 'demo' });
  test.each([
    { story: 'the same', current: [demo], draft: [demo], pairs: [[10, 10, true]] },
    {
      story: 'by the same signal, two days later',
      current: [demo],
      draft: [{ ...demo, at: demo.at - 2 * DAY_MS }],
      pairs: [[10, 58, false]],
    },
    { story: 'of another tier', current: [demo], draft: [{ ...demo, tier: 1 as const }], pairs: [[10, 10, false]] },
    { story: 'quieter', current: [demo], draft: [{ ...demo, kind: 'repeat' as const }], pairs: [[10, 10, false]] },
    {
      story: 'by another signal 24 hours before',
      current: [demo],
      draft: [alert(34 * HOUR_MS)],
      pairs: [[10, 34, false]],
    },
    {
      story: 'by another signal more than a day before',
      current: [demo],
      draft: [alert(34 * HOUR_MS + 1)],
      pairs: [
        [undefined, 34, false],
        [10, undefined, false],
      ],
    },
    {
      story: 'the nearest two of three',
      current: [alert(20 * HOUR_MS), alert(12 * HOUR_MS)],
      draft: [alert(13 * HOUR_MS)],
      pairs: [
        [20, undefined, false],
        [12, 13, false],
      ],
    },
    {
      story: 'a second round and a second episode by the same signal',
      current: [demo, alert(5 * HOUR_MS, { round: 2 })],
      draft: [demo, alert(5 * HOUR_MS)],
      pairs: [
        [10, 10, true],
        [5, 5, true],
      ],
    },
  ])('$story: $pairs', ({ current, draft, pairs }) => {
    const hours = (one?: Opening) => one && Math.floor((NOW - one.at) / HOUR_MS);
    const found = matched(current, draft).map((pair) => [hours(pair.current), hours(pair.draft), isSame(pair)]);
    expect(found).toEqual(pairs);
  });

  test('each alert is in one pair', () => {
    const some = fc.array(
      fc
        .record({ ago: fc.nat(60), trigger: fc.nat(3), round: fc.constantFrom(1, 2) })
        .map(({ ago, trigger, round }) => {
          return alert(ago * HOUR_MS, { triggerId: `${trigger}`, round });
        }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(some, some, (current, draft) => {
        const pairs = matched(current, draft);
        expect(new Set(pairs.flatMap((pair) => pair.current ?? []))).toEqual(new Set(current));
        expect(pairs.flatMap((pair) => pair.current ?? [])).toHaveLength(current.length);
        expect(pairs.flatMap((pair) => pair.draft ?? [])).toHaveLength(draft.length);
      }),
    );
  });
});

describe('a plan', () => {
  test('of nothing says every day of the period, with no alerts', () => {
    const { alerts, counts, unlisted } = planFor();
    expect(alerts.perDay.map(({ current, draft }) => current + draft)).toEqual([0, 0, 0, 0]);
    expect(alerts.perDay.at(-1)?.day).toBe(Math.floor(NOW / DAY_MS));
    expect([Object.values(counts), unlisted]).toEqual([[0, 0, 0, 0, 0, 0, 0], 0]);
  });

  test('counts alerts of both models by UTC day', () => {
    const { alerts } = planFor(
      [lead('a'), alerted(alert(HOUR_MS)), alerted(alert(HOUR_MS), alert(30 * HOUR_MS))],
      [lead('b'), cold, alerted(alert(2 * HOUR_MS))],
    );
    expect(alerts).toMatchObject({ current: 1, draft: 3 });
    expect(alerts.perDay.map(({ current, draft }) => [current, draft])).toEqual([
      [0, 0],
      [0, 0],
      [0, 1],
      [1, 2],
    ]);
  });

  test('says which alerts are new, gone and moved, and by what', () => {
    const pricing = signal('pricing_page_visit', HOUR_MS);
    const { openings, counts } = planFor(
      [lead('new', { signals: [pricing], label: '101' }), cold, alerted(alert(HOUR_MS, { triggerId: pricing.id }))],
      [lead('gone'), alerted(alert(HOUR_MS)), cold],
      [lead('moved'), alerted(alert(HOUR_MS)), alerted(alert(2 * HOUR_MS, { triggerId: 'another' }))],
      [lead('same'), alerted(alert(HOUR_MS)), alerted(alert(HOUR_MS))],
    );
    expect(openings.same).toBe(1);
    expect(openings.gained).toMatchObject([{ lead: 'new', label: '101', draft: { type: 'pricing_page_visit' } }]);
    expect(openings.lost).toMatchObject([{ lead: 'gone', at: NOW - HOUR_MS }]);
    expect(openings.moved).toMatchObject([
      { lead: 'moved', current: { at: NOW - HOUR_MS }, draft: { at: NOW - 2 * HOUR_MS } },
    ]);
    expect(counts).toMatchObject({ gained: 1, lost: 1, moved: 1 });
  });

  test('says who is hot now that was not, and who is no more', () => {
    const hot: Played = { openings: [], hotNow: true, hotSince: NOW - HOUR_MS };
    const { hotNow } = planFor([lead('a'), cold, hot], [lead('b'), hot, cold], [lead('c'), hot, hot]);
    expect(hotNow).toMatchObject({ current: 2, draft: 2, becomes: [{ lead: 'a' }], stops: [{ lead: 'b' }] });
  });

  test.each([
    {
      story: 'a customer since now',
      more: { customerSince: NOW },
      won: { leads: 1, current: 0, draft: 1, gained: ['a'] },
    },
    { story: 'closed as won', more: { closings: [{ at: NOW, as: 'won' as const }] }, won: { leads: 1, draft: 1 } },
    { story: 'closed as lost', more: { closings: [{ at: NOW, as: 'lost' as const }] }, won: { leads: 0, draft: 0 } },
    { story: 'a customer before the alert', more: { customerSince: NOW - HOUR_MS }, won: { leads: 1, draft: 0 } },
    { story: 'won', more: { dealsWon: [NOW] }, won: { leads: 1, draft: 1 } },
    { story: 'won before the alert', more: { dealsWon: [NOW - HOUR_MS] }, won: { leads: 1, draft: 0 } },
    { story: 'won a second time', more: { dealsWon: [period.from - 1, NOW] }, won: { leads: 1, draft: 1 } },
    {
      story: 'won before the period, and called a customer now',
      more: { dealsWon: [period.from - 1], customerSince: NOW },
      won: { leads: 0, draft: 0 },
    },
    { story: 'a customer before the period', more: { customerSince: period.from - 1 }, won: { leads: 0, draft: 0 } },
  ])('of a deal, $story, says $won', ({ more, won }) => {
    expect(planFor([lead('a', more), cold, alerted(alert(HOUR_MS))]).won).toMatchObject(won);
  });

  test('lists a thousand leads that differ and counts the others', () => {
    const many = Array.from({ length: 1200 }, (_, index): [KeptLead, Played, Played] => {
      return [lead(`l${index}`), cold, alerted(alert(HOUR_MS), alert(40 * HOUR_MS))];
    });
    const { openings, counts, unlisted, leads } = planFor(...many, [lead('same'), cold, cold]);
    expect(openings.gained).toHaveLength(2000);
    expect([counts.gained, unlisted, leads]).toEqual([2400, 200, 1201]);
  });
});
