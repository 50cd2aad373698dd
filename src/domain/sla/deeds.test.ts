import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Holding } from './claims.ts';
import { answered, dismissed, type Deeder, handOn, release } from './deeds.ts';

const now = 1_800_000_000_000;
const ann: Deeder = { rep: 'ann', manager: false };
const max: Deeder = { manager: true };
const byAnn: Holding = { state: 'claimed', assignee: 'ann', claimedBy: 'ann', claimedAt: now };

const reps = ['ann', 'bob', 'cy'];
const holding = fc.record(
  {
    state: fc.constantFrom('open' as const, 'claimed' as const, 'contacted' as const, 'closed' as const),
    assignee: fc.constantFrom(...reps),
    owner: fc.constantFrom(...reps),
    claimedBy: fc.constantFrom(...reps),
    claimedAt: fc.constant(now),
    snoozedUntil: fc.constant(now + 1),
  },
  { requiredKeys: ['state'] },
);
const somebody = fc.record({ rep: fc.constantFrom(...reps), manager: fc.boolean() }, { requiredKeys: ['manager'] });

describe('whatever is done', () => {
  test('what is closed stays as it is, whoever asks', () => {
    fc.assert(
      fc.property(holding, somebody, fc.constantFrom(...reps), (had, who, to) => {
        const closed = { ...had, state: 'closed' as const };
        const all = [release(closed, who), handOn(closed, who, to), answered(closed), dismissed(closed, who)];
        expect(all.map(({ ok }) => ok)).toEqual([false, false, false, false]);
      }),
    );
  });

  test('who has nothing to do with it neither hands it on nor closes it', () => {
    fc.assert(
      fc.property(holding, (had) => {
        const stranger: Deeder = { rep: 'zoe', manager: false };
        expect(handOn(had, stranger, 'zoe').ok).toBe(false);
        expect(dismissed(had, stranger).ok).toBe(false);
        expect(release(had, stranger).ok).toBe(false);
      }),
    );
  });

  test('handed on, it is the other’s, with neither claim nor snooze', () => {
    fc.assert(
      fc.property(holding, fc.constantFrom(...reps), (had, to) => {
        const held = handOn(had, max, to);
        if (!held.ok || held.holding === had) return;
        const { claimedBy, snoozedUntil, assignee, state } = held.holding;
        expect([claimedBy, snoozedUntil, assignee, state]).toEqual([undefined, undefined, to, 'open']);
      }),
    );
  });
});

test('released, it is free again, and released a second time nobody has claimed it', () => {
  const held = release(byAnn, ann);
  expect(held).toEqual({ ok: true, holding: { state: 'open', assignee: 'ann' } });
  expect(release(held.ok ? held.holding : byAnn, ann)).toMatchObject({ ok: false, because: 'nobody has claimed it' });
});

test('handed to whoever has it, nothing changes', () => {
  expect(handOn(byAnn, max, 'ann')).toEqual({ ok: true, holding: byAnn });
});

test('the owner may hand on what another covers', () => {
  expect(handOn({ ...byAnn, owner: 'bob' }, { rep: 'bob', manager: false }, 'cy').ok).toBe(true);
});

test('what was contacted is no lead after all by the word of who had it', () => {
  expect(dismissed({ ...byAnn, state: 'contacted' }, ann).ok).toBe(true);
});
