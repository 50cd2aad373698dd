import { describe, expect, test } from '@jest/globals';
import {
  climb,
  type Clocks,
  handedOver,
  isEnded,
  mayCoolUnanswered,
  nextDueAt,
  releaseAt,
  respondBy,
  rungsFor,
  startLadder,
  upgraded,
} from './ladder.ts';
import { always, facts, inShort, minute, minuteOf, shift, standard, START, urgent } from './laddersForTests.ts';
import { defaultSla, type Rung } from './settings.ts';

const urgentLadder = startLadder(urgent, START, defaultSla);
const standardLadder = startLadder(standard, START, defaultSla);
const nobody = facts({ reaches: { remind: [], backup: [], reassign: [], manager: [] } }).reaches;
const present: Clocks = { assignee: always, pool: always };

describe('which ladder', () => {
  test.each([
    { tier: 1, triggerType: 'webinar', rungs: urgent },
    { tier: 2, triggerType: 'demo_request', rungs: urgent },
    { tier: 2, triggerType: 'contact_sales', rungs: urgent },
    { tier: 2, triggerType: 'positive_reply', rungs: standard },
  ])('tier $tier by $triggerType', ({ rungs, ...lead }) => {
    expect(rungsFor(lead, defaultSla)).toEqual(rungs);
  });

  test('rungs that were written out of order are climbed in order', () => {
    expect(startLadder(urgent.toReversed(), START, defaultSla)).toEqual(urgentLadder);
  });

  test('of rungs at the same minute the weaker come first', () => {
    const kinds = (['manager', 'reassign', 'backup', 'remind'] as const).map((kind) => ({ afterMinutes: 5, do: kind }));
    expect(startLadder(kinds, START, defaultSla).rungs).toEqual(kinds.toReversed());
  });
});

describe('climbing', () => {
  test('before the next rung is due nothing happens, at the instant it does', () => {
    expect(climb(urgentLadder, facts(), minute(10) - 1)).toEqual({
      ladder: urgentLadder,
      fired: [],
      skipped: [],
      ended: false,
    });
    expect(inShort(climb(urgentLadder, facts(), minute(10))).fired).toEqual(['10 remind']);
  });

  test('a look that comes late does not move what comes after it', () => {
    const { ladder } = climb(urgentLadder, facts(), minute(12));
    expect(minuteOf(nextDueAt(ladder, present) ?? 0)).toBe(15);
  });

  test('an answered lead climbs nothing and has ended', () => {
    expect(climb(urgentLadder, facts({ answered: true }), minute(500))).toEqual({
      ladder: urgentLadder,
      fired: [],
      skipped: [],
      ended: true,
    });
  });

  test.each<{ that: string; more: Partial<ReturnType<typeof facts>>; because: string }>([
    { that: 'claim', more: { claimedAt: minute(5) }, because: 'somebody has claimed it' },
    { that: 'snooze', more: { snoozedUntil: minute(600) }, because: 'it is snoozed' },
  ])('a $that stops reminders, never the manager', ({ more, because }) => {
    const { fired, skipped } = inShort(climb(urgentLadder, facts(more), minute(45)));
    expect(fired).toEqual(['45 manager']);
    expect(skipped).toEqual(['10 remind', '15 backup', '30 reassign'].map((rung) => `${rung}: ${because}`));
  });

  test('a snooze that is over stops nothing', () => {
    expect(inShort(climb(urgentLadder, facts({ snoozedUntil: minute(10) }), minute(10))).fired).toEqual(['10 remind']);
  });

  test('a rung that reaches nobody fires the next at once, and what follows keeps its distance', () => {
    const alone = facts({ reaches: { ...nobody, reassign: ['cy'], manager: ['dana'] } });
    const climbed = climb(urgentLadder, alone, minute(10));
    expect(inShort(climbed)).toEqual({
      fired: ['30 reassign'],
      skipped: ['10 remind: it reaches nobody', '15 backup: it reaches nobody'],
    });
    expect(minuteOf(nextDueAt(climbed.ladder, present) ?? 0)).toBe(25);
  });

  test('while nobody knows whether it is answered it is not given away: that waits for knowledge, or for the next rung', () => {
    const unsure = facts({ unsure: true });
    const held = climb(urgentLadder, unsure, minute(44));
    expect(inShort(held)).toEqual({
      fired: ['15 backup'],
      skipped: ['10 remind: it is overdue and "backup" comes with it'],
    });
    expect(inShort(climb(held.ladder, facts(), minute(44))).fired).toEqual(['30 reassign']);
    const gone = climb(held.ladder, unsure, minute(45));
    expect(inShort(gone)).toEqual({
      fired: ['45 manager'],
      skipped: ['30 reassign: it may be answered where nobody could be asked'],
    });
    expect(gone.ended).toBe(true);
  });

  test('a ladder that reaches nobody at all ends, and its lead may not cool', () => {
    const climbed = climb(urgentLadder, facts({ reaches: nobody }), minute(10));
    expect(climbed).toMatchObject({ fired: [], ended: true });
    expect(climbed.skipped).toHaveLength(4);
    expect(mayCoolUnanswered(climbed.ladder)).toBe(false);
  });

  test('once a manager was told and all is climbed, the lead may cool', () => {
    const { ladder } = climb(standardLadder, facts(), minute(120));
    expect([isEnded(ladder), mayCoolUnanswered(ladder), ladder.managerToldAt]).toEqual([true, true, minute(120)]);
    expect(nextDueAt(ladder, present)).toBeUndefined();
  });

  test('a lead whose upgrade brought a new rung may not cool before that is climbed', () => {
    const { ladder } = climb(standardLadder, facts(), minute(120));
    const more = upgraded(ladder, urgent);
    expect(mayCoolUnanswered(more)).toBe(false);
    expect(inShort(climb(more, facts(), minute(121))).fired).toEqual(['120 reassign']);
  });

  test('of two manager rungs the first is when a manager heard', () => {
    const twice: Rung[] = [
      { afterMinutes: 20, do: 'manager' },
      { afterMinutes: 40, do: 'manager' },
    ];
    const { ladder } = climb(startLadder(twice, START, defaultSla), facts(), minute(20));
    expect(climb(ladder, facts(), minute(40)).ladder.managerToldAt).toBe(minute(20));
  });

  test('after an outage every overdue rung comes once, a reminder only if it is the last of them', () => {
    expect(inShort(climb(standardLadder, facts(), minute(50)))).toEqual({ fired: ['30 remind'], skipped: [] });
    expect(inShort(climb(standardLadder, facts(), minute(500)))).toEqual({
      fired: ['60 backup', '120 manager'],
      skipped: ['30 remind: it is overdue and "backup" comes with it'],
    });
  });

  test('after an outage it stops at a reassignment; hours past its time the manager is due at once all the same', () => {
    const late = climb(urgentLadder, facts(), minute(300));
    expect(inShort(late).fired).toEqual(['15 backup', '30 reassign']);
    expect(inShort(climb(late.ladder, facts(), minute(300))).fired).toEqual(['45 manager']);
  });

  test('who gets a reassigned lead has all the minutes to the next rung', () => {
    const late = climb(urgentLadder, facts(), minute(33));
    expect(minuteOf(nextDueAt(late.ladder, present) ?? 0)).toBe(48);
  });
});

describe('upgrades', () => {
  test('before the first rung the lead gets the earlier of each kind', () => {
    expect(upgraded(standardLadder, urgent).rungs).toEqual(urgent);
  });

  test('a rung that only one ladder has stays', () => {
    expect(upgraded(urgentLadder, standard).rungs).toEqual(urgent);
  });

  test('what is climbed is not climbed again, and what would have been before is next', () => {
    const { ladder } = climb(standardLadder, facts(), minute(30));
    const now = upgraded(ladder, urgent);
    expect(now.rungs.map((rung) => `${rung.afterMinutes} ${rung.do}`)).toEqual([
      '30 remind',
      '30 backup',
      '30 reassign',
      '45 manager',
    ]);
    expect(inShort(climb(now, facts(), minute(31))).fired).toEqual(['30 backup', '30 reassign']);
  });

  test('of two reminders each meets its own', () => {
    const twice: Rung[] = [
      { afterMinutes: 5, do: 'remind' },
      { afterMinutes: 40, do: 'remind' },
    ];
    expect(upgraded(startLadder(twice, START, defaultSla), standard).rungs.slice(0, 2)).toEqual(twice);
  });
});

describe('handing over', () => {
  test('what is over stays over, the rest counts in the working time of the new one', () => {
    const gone: Clocks = { assignee: [shift(0, 4)], pool: [] };
    const ladder = handedOver(urgentLadder, gone, minute(100));
    expect(minuteOf(nextDueAt(ladder, { assignee: [shift(60, 90), shift(110, 300)], pool: [] }) ?? 0)).toBe(116);
  });

  test.each<{ that: string; before: Clocks; at: number }>([
    { that: 'in working time', before: present, at: 12 },
    { that: 'by the ceiling', before: { assignee: [], pool: always }, at: 41 },
  ])('a rung that is due $that fires at once, also when the new one is not there', ({ before, at }) => {
    const ladder = handedOver(urgentLadder, before, minute(at));
    expect(minuteOf(nextDueAt(ladder, { assignee: [], pool: [] }) ?? 0)).toBe(at);
  });
});

describe('deadlines', () => {
  test('a claim lapses after an hour of the wall clock', () => {
    expect(minuteOf(releaseAt(urgentLadder, minute(7)))).toBe(67);
  });

  test.each([
    { that: 'there', assignee: always, due: 60 },
    { that: 'home after 20 minutes', assignee: [shift(0, 20), shift(900, 1400)], due: 940 },
    { that: 'not there yet', assignee: [shift(30, 400)], due: 90 },
    { that: 'never there', assignee: [], due: 60 },
    { that: 'not there for long enough', assignee: [shift(0, 59)], due: 60 },
  ])('an answer is due in an hour of a rep who is $that', ({ assignee, due }) => {
    expect(minuteOf(respondBy(START, 60, assignee))).toBe(due);
  });
});
