import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { claim, type Held, type Holding, released, snooze } from './claims.ts';

const now = 1_800_000_000_000;
const day = 86_400_000;
const open: Holding = { state: 'open', assignee: 'ann' };
const byAnn: Holding = { state: 'claimed', assignee: 'ann', claimedBy: 'ann', claimedAt: now - 5 };

describe('claiming', () => {
  test.each<{ that: string; holding: Holding; rep: string; allowed?: string[]; held: Held }>([
    {
      that: 'an open lead is claimed',
      holding: { state: 'open' },
      rep: 'ann',
      held: { ok: true, holding: { state: 'claimed', assignee: 'ann', claimedBy: 'ann', claimedAt: now } },
    },
    {
      that: 'who claims has the task, and the snooze of the one before is over',
      holding: { ...open, snoozedUntil: now + day },
      rep: 'bob',
      held: { ok: true, holding: { state: 'claimed', assignee: 'bob', claimedBy: 'bob', claimedAt: now } },
    },
    { that: 'a double click changes nothing', holding: byAnn, rep: 'ann', held: { ok: true, holding: byAnn } },
    {
      that: 'the second to claim hears who was first',
      holding: byAnn,
      rep: 'bob',
      held: { ok: false, because: 'claimed already', by: 'ann', at: now - 5 },
    },
    {
      that: 'a named account is closed to others',
      holding: open,
      rep: 'bob',
      allowed: ['ann', 'cy'],
      held: { ok: false, because: 'only its rep and their backup may claim it', by: 'ann' },
    },
    {
      that: 'the backup of a named account may',
      holding: { state: 'open' },
      rep: 'cy',
      allowed: ['ann', 'cy'],
      held: { ok: true, holding: { state: 'claimed', assignee: 'cy', claimedBy: 'cy', claimedAt: now } },
    },
    {
      that: 'a lead that is answered is not claimed',
      holding: { ...byAnn, state: 'contacted' },
      rep: 'ann',
      held: { ok: false, because: 'contacted already', by: 'ann', at: now - 5 },
    },
    {
      that: 'a lead that is closed is not claimed',
      holding: { state: 'closed' },
      rep: 'ann',
      held: { ok: false, because: 'closed already' },
    },
  ])('$that', ({ holding, rep, allowed, held }) => {
    expect(claim(holding, { rep, ...(allowed && { allowed }) }, now)).toEqual(held);
  });

  test('of any who click, however often and in any order, exactly the first has it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('ann', 'bob', 'cy'), { minLength: 1 }), (clicks) => {
        let holding: Holding = { state: 'open' };
        for (const [i, rep] of clicks.entries()) {
          const held = claim(holding, { rep }, now + i);
          expect(held.ok).toBe(rep === clicks[0]);
          if (held.ok) ({ holding } = held);
        }
        expect(holding).toEqual({ state: 'claimed', assignee: clicks[0], claimedBy: clicks[0], claimedAt: now });
      }),
    );
  });
});

describe('giving back', () => {
  test('a claim given back leaves the task where it is, and another may claim', () => {
    const free = released({ ...byAnn, snoozedUntil: now + day });
    expect(free).toEqual(open);
    expect(claim(free, { rep: 'bob' }, now).ok).toBe(true);
  });

  test.each<Holding>([open, { ...byAnn, state: 'contacted' }, { ...byAnn, state: 'closed' }])(
    'what is $state has no claim to give back',
    (holding) => {
      expect(released(holding)).toBe(holding);
    },
  );
});

describe('snoozing', () => {
  const until = now + day;

  test.each<{ that: string; holding: Holding; rep?: string; until?: number; held: Held }>([
    { that: 'the assignee may', holding: open, held: { ok: true, holding: { ...open, snoozedUntil: until } } },
    { that: 'the claimer may', holding: byAnn, held: { ok: true, holding: { ...byAnn, snoozedUntil: until } } },
    {
      that: 'twice is once',
      holding: { ...open, snoozedUntil: until },
      held: { ok: true, holding: { ...open, snoozedUntil: until } },
    },
    {
      that: 'seven days are allowed',
      holding: open,
      until: now + 7 * day,
      held: { ok: true, holding: { ...open, snoozedUntil: now + 7 * day } },
    },
    {
      that: 'more are not',
      holding: open,
      until: now + 7 * day + 1,
      held: { ok: false, because: 'a snooze may last 7 days at most' },
    },
    {
      that: 'it must end later than now',
      holding: open,
      until: now,
      held: { ok: false, because: 'a snooze must end later than now' },
    },
    {
      that: 'no date is no end',
      holding: open,
      until: NaN,
      held: { ok: false, because: 'a snooze must end later than now' },
    },
    {
      that: 'nobody silences the reminders of another',
      holding: byAnn,
      rep: 'bob',
      held: { ok: false, because: 'only who has it may snooze it', by: 'ann', at: now - 5 },
    },
    {
      that: 'a lead that nobody has is not snoozed',
      holding: { state: 'open' },
      held: { ok: false, because: 'nobody has it yet: claim it first' },
    },
    {
      that: 'a lead that is answered is not snoozed',
      holding: { ...open, state: 'contacted' },
      held: { ok: false, because: 'contacted already', by: 'ann' },
    },
  ])('$that', ({ holding, rep = 'ann', until: end = until, held }) => {
    expect(snooze(holding, { rep, until: end }, now)).toEqual(held);
  });
});
