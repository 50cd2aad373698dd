import { expect, test } from '@jest/globals';
import { backupDueAt, type RoundSoFar } from './backupDue.ts';

const HOUR = 3_600_000;

test.each<[string, Omit<RoundSoFar, 'openedAt'>, number]>([
  ['of one that somebody had at once', { heldAt: 1_000 }, 2 + 1 / 3_600],
  ['of one that nobody has had', {}, 2],
  ['of one that was held for ten hours', { heldAt: 10 * HOUR }, 12],
  ['of one that is held for ten hours', { waitingUntil: 10 * HOUR }, 12],
  ['of one that is held for days', { waitingUntil: 60 * HOUR }, 26],
  ['of one that was claimed long before', { heldAt: 0, claimedAt: HOUR / 2 }, 2],
  ['of one that was claimed a moment before', { heldAt: 0, claimedAt: 1.5 * HOUR }, 2.5],
  ['of one that was claimed after days', { waitingUntil: 60 * HOUR, claimedAt: 30 * HOUR }, 31],
])('the mail to the lead, %s, is due so many hours after the opening', (_, round, hours) => {
  expect(backupDueAt({ openedAt: 0, ...round }, 120) / HOUR).toBe(hours);
});
