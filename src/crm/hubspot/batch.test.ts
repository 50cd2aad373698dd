import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Failure } from '../../failure.ts';
import { eachOutcome } from './batch.ts';

type Sent = { ok: true; item: number };

/** Refuses a whole batch that holds one of `bad`, as HubSpot does. */
function vendor(bad: Set<number>, code: string) {
  const sent: number[] = [];
  const send = async (part: number[]): Promise<Sent[]> => {
    if (part.some((item) => bad.has(item))) throw Failure.permanent('no', { code });
    sent.push(...part);
    return part.map((item) => ({ ok: true, item }));
  };
  return { send, sent };
}

describe('eachOutcome', () => {
  test('bad records fail alone, the others are sent once and keep their places', async () => {
    const bad = fc.uniqueArray(fc.integer({ min: 0, max: 29 }));
    const codes = fc.constantFrom('invalid', 'forbidden_record');
    await fc.assert(
      fc.asyncProperty(bad, fc.integer({ min: 1, max: 10 }), codes, async (culprits, size, code) => {
        const items = Array.from({ length: 30 }, (_, index) => index);
        const { send, sent } = vendor(new Set(culprits), code);
        const outcomes = await eachOutcome<number, Sent>(items, size, send);
        expect(outcomes.map(({ ok }) => ok)).toEqual(items.map((item) => !culprits.includes(item)));
        expect(sent).toEqual(items.filter((item) => !culprits.includes(item)));
      }),
    );
  });

  test('a lost answer is not asked for again in halves', async () => {
    let calls = 0;
    const outcomes = await eachOutcome<number, Sent>([1, 2, 3], 10, async () => {
      calls += 1;
      throw Failure.retry('cut', { outcomeUnknown: true });
    });
    expect(calls).toBe(1);
    expect(outcomes.map((outcome) => !outcome.ok && outcome.failure.outcomeUnknown)).toEqual([true, true, true]);
  });
});
