import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Alert, ErrorState } from '@hubspot/ui-extensions';
import { hotCard } from '../cards/card.ts';
import { cardServer, onRecord } from '../cards/onRecord.tsx';
import { leaveStage } from '../onStage.tsx';

const minute = 60_000;
const timersOfOthers = ['nextTick', 'queueMicrotask', 'setImmediate', 'performance', 'Date'] as const;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: [...timersOfOthers] });
});
afterEach(() => {
  jest.useRealTimers();
});

test.each([
  [new Error('getaddrinfo ENOTFOUND'), 'could not be reached'],
  [{ status: 401, json: {} }, 'An admin should check the client secret'],
  [{ status: 401, json: { text: 'The clock of the server is off.' } }, 'The clock of the server is off.'],
  [{ status: 403, json: {} }, 'You may look at this, but not change it.'],
  [{ status: 404, json: {} }, 'knows nothing of this HubSpot account'],
  [{ status: 429, json: {} }, 'Too many people are asking at once'],
  [{ status: 503, json: { text: 'TypeError: x is not a function' } }, 'has a problem of its own'],
  [{ status: 418, json: {} }, 'refused this (418)'],
])('a server that fails is a sentence for people, and Try again asks anew: %p', async (reply, words) => {
  const server = cardServer(hotCard());
  const answers = server.server.reply;
  server.server.reply = () => reply;
  const card = onRecord();
  await card.shows(words);
  expect(card.words()).not.toMatch(/ENOTFOUND|TypeError/);
  server.server.reply = answers;
  card.button('Try again').trigger('onClick');
  await card.shows('Hot since 9:12, tier 1');
  expect(card.maybeFind(ErrorState)).toBeNull();
});

test('the card looks again every minute while it is shown', async () => {
  const server = cardServer(hotCard());
  const card = onRecord();
  await card.shows('Hot since 9:12, tier 1');
  server.card = hotCard({ headline: 'Hot since 9:12, tier 1, 91 points' });
  await jest.advanceTimersByTimeAsync(minute);
  await card.shows('91 points');
  expect(server.looks).toHaveLength(2);
});

test('what cannot be looked at again stays, and says that it may be out of date', async () => {
  const server = cardServer(hotCard());
  const card = onRecord();
  await card.shows('Hot since 9:12, tier 1');
  const answers = server.server.reply;
  server.server.reply = () => new Error('gone');
  await jest.advanceTimersByTimeAsync(minute);
  await card.shows('could not be reached');
  expect(card.find(Alert).props.title).toBe('This may be out of date');
  expect(card.words()).toContain('Hot since 9:12, tier 1');
  server.server.reply = answers;
  await jest.advanceTimersByTimeAsync(minute);
  await card.waitFor(() => expect(card.maybeFind(Alert)).toBeNull());
});

test('a card that is closed asks no more', async () => {
  const server = cardServer(hotCard());
  const card = onRecord();
  await card.shows('Hot since 9:12, tier 1');
  leaveStage();
  await jest.advanceTimersByTimeAsync(3 * minute);
  expect(server.looks).toHaveLength(1);
});
