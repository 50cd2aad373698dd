import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { conversationBefore, firstContactOf, type Touch } from './contacts.ts';

const touch = (id: string, at: number, facts: Partial<Touch> = {}): Touch => {
  return { id, at, kind: 'call', by: 'rep', happened: true, ...facts };
};

describe('first contact', () => {
  test.each<[string, Touch[], string | undefined]>([
    ['is the earliest', [touch('b', 60), touch('a', 80)], 'b'],
    ['is the first id of two at one instant', [touch('b', 60), touch('a', 60)], 'a'],
    ['counts at the opening', [touch('a', 50)], 'a'],
    ['is not before it', [touch('a', 49)], undefined],
    ['counts now', [touch('a', 100)], 'a'],
    ['is not yet to come', [touch('a', 101)], undefined],
    ['may be a rep’s whom nobody knows', [touch('a', 60, { kind: 'email' })], 'a'],
    ['is not the lead’s reply', [touch('a', 60, { by: 'lead', kind: 'email' })], undefined],
    ['is not the meeting that the lead booked', [touch('a', 60, { by: 'lead', kind: 'meeting' })], undefined],
    ['is not machine mail, even with a rep’s name', [touch('a', 60, { by: 'machine', rep: 'bob' })], undefined],
    ['is not a call that nobody took', [touch('a', 60, { happened: false }), touch('b', 70)], 'b'],
    ['is nothing when nothing was', [], undefined],
  ])('%s', (_, touches, id) => {
    expect(firstContactOf(touches, 50, 100)?.id).toBe(id);
  });

  test.each<Touch['kind']>(['call', 'email', 'meeting', 'message'])('may be a %s', (kind) => {
    expect(firstContactOf([touch('a', 60, { kind })], 50, 100)?.kind).toBe(kind);
  });
});

describe('the conversation before', () => {
  test.each<[string, Touch[], string | undefined]>([
    ['is the latest', [touch('b', 80), touch('a', 90)], 'a'],
    ['is the first id of two at one instant', [touch('b', 90), touch('a', 90)], 'a'],
    ['counts as long ago as asked', [touch('a', 76)], 'a'],
    ['is not longer ago', [touch('a', 75)], undefined],
    ['is not at the opening: that is first contact', [touch('a', 100)], undefined],
    ['is not the lead’s alone', [touch('a', 90, { by: 'lead' })], undefined],
    ['is not machine mail', [touch('a', 90, { by: 'machine' })], undefined],
    ['is not a call that nobody took', [touch('a', 90, { happened: false })], undefined],
    ['is no mail that nobody answered', [touch('a', 90, { kind: 'email' })], undefined],
    ['is a mail that the lead answered', [touch('a', 80, { kind: 'email' }), touch('b', 90, { by: 'lead' })], 'a'],
    [
      'is no mail after their last word',
      [touch('b', 80, { by: 'lead' }), touch('a', 90, { kind: 'email' })],
      undefined,
    ],
    ['is no mail answered since', [touch('a', 90, { kind: 'email' }), touch('b', 100, { by: 'lead' })], undefined],
    ['is the call before a mail', [touch('a', 80), touch('b', 90, { kind: 'email' })], 'a'],
  ])('%s', (_, touches, id) => {
    expect(conversationBefore(touches, 100, 24)?.id).toBe(id);
  });
});

const touches = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[a-z]{1,3}$/),
    at: fc.nat(30),
    kind: fc.constantFrom<Touch['kind']>('call', 'email', 'meeting', 'message'),
    by: fc.constantFrom<Touch['by']>('rep', 'rep', 'lead', 'machine'),
    happened: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);

describe('for all touches', () => {
  test('their order changes nothing', () => {
    fc.assert(
      fc.property(touches, (all) => {
        expect(firstContactOf(all.toReversed(), 10, 20)).toEqual(firstContactOf(all, 10, 20));
        expect(conversationBefore(all.toReversed(), 20, 10)).toEqual(conversationBefore(all, 20, 10));
      }),
    );
  });

  test('what is before, to come, of the lead or of machines changes nothing', () => {
    fc.assert(
      fc.property(touches, (all) => {
        const counts = ({ at, by, happened }: Touch): boolean => at >= 10 && at <= 20 && by === 'rep' && happened;
        expect(firstContactOf(all.filter(counts), 10, 20)).toEqual(firstContactOf(all, 10, 20));
      }),
    );
  });

  test('once made, first contact stays as time goes on', () => {
    fc.assert(
      fc.property(touches, fc.nat(30), fc.nat(30), (all, now, later) => {
        const first = firstContactOf(all, 5, now);
        fc.pre(first !== undefined);
        expect(firstContactOf(all, 5, now + later)).toEqual(first);
      }),
    );
  });

  test('one touch is never both first contact and the conversation before', () => {
    fc.assert(
      fc.property(touches, fc.nat(30), (all, since) => {
        const before = conversationBefore(all, since, 24);
        expect(before === undefined || before.id !== firstContactOf(all, since, 30)?.id).toBe(true);
      }),
    );
  });
});
