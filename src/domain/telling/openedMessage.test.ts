import { expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS } from '../decay.ts';
import { defaultOpens } from '../opens/opens.ts';
import { DELIVERED, open, prefetch } from '../opens/opensForTests.ts';
import { openedMessageOf } from './openedMessage.ts';

const pattern = { kind: 'many_opens', message: 'offer', times: 3, at: 0, key: 'k' } as const;
const NOW = DELIVERED + 9 * DAY_MS;

test('has the name of its message, and the time between the occasions of the last days', () => {
  const opens = [open(HOUR_MS), open(5 * DAY_MS), open(6 * DAY_MS), open(7 * DAY_MS), open(8 * DAY_MS, prefetch)];
  const named = opens.map((one) => ({ ...one, asset: 'Our offer' }));
  expect(openedMessageOf(pattern, named, defaultOpens, NOW)).toEqual({ about: 'Our offer', spanMs: 2 * DAY_MS });
});
test('has no name where only an id is known', () => {
  expect(openedMessageOf(pattern, [{ ...open(8 * DAY_MS), asset: 'offer' }], defaultOpens, NOW)).toEqual({ spanMs: 0 });
});
test('of several messages nothing is to be added', () => {
  const { message: _, ...several } = pattern;
  expect(openedMessageOf({ ...several, kind: 'several_messages' }, [open(8 * DAY_MS)], defaultOpens, NOW)).toEqual({});
});
