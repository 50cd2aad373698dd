import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ROLLED_UP } from '../domain/telling/settings.ts';
import { bundled } from './bundles.ts';
import type { Target } from './told.ts';

type Of = { id: number; who: string; unsure: boolean; thread: boolean; isPlace: boolean };

function target({ id, who, unsure, thread, isPlace }: Of): Target {
  const place = { kind: isPlace ? 'channel' : 'person', id: thread ? `D-${who}` : who, ...(thread && { thread: '1' }) };
  const step = { id: String(id), calledAt: unsure ? 1 : undefined, repeats: 0 };
  return { step, place, reader: who, channel: { kind: 'slack' } } as unknown as Target;
}
const targets = fc
  .array(
    fc.record({
      who: fc.constantFrom('ann', 'bob', '#hot-leads'),
      unsure: fc.boolean(),
      thread: fc.boolean(),
      isPlace: fc.boolean(),
    }),
    { maxLength: 150 },
  )
  .map((all) => all.map((one, id) => target({ ...one, id })));
const from = fc.integer({ min: 2, max: 6 });
const idsOf = (those: Target[]) => those.map(({ step }) => Number(step.id));

test('nothing is lost, and nothing told twice', () => {
  fc.assert(
    fc.property(targets, from, (all, least) => {
      const ids = idsOf(bundled(all, least).flat()).toSorted((a, b) => a - b);
      expect(ids).toEqual(idsOf(all));
    }),
  );
});
test('a message is for one reader, holds what Slack takes, and no doubt beside what is new', () => {
  fc.assert(
    fc.property(targets, from, (all, least) => {
      for (const bundle of bundled(all, least)) {
        expect(new Set(bundle.map(({ reader }) => reader)).size).toBe(1);
        expect(new Set(bundle.map(({ step }) => step.calledAt)).size).toBe(1);
        expect(bundle.length).toBeLessThanOrEqual(ROLLED_UP);
      }
    }),
  );
});
test('fewer than the setting stand alone, whether in a thread or not', () => {
  const three = [0, 1, 2].map((id) => target({ id, who: 'ann', unsure: false, thread: id === 1, isPlace: false }));
  expect(bundled(three, 4).map(idsOf)).toEqual([[0], [1], [2]]);
  expect(bundled(three, 3).map(idsOf)).toEqual([[0, 1, 2]]);
});
