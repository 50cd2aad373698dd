import { describe, expect, test } from '@jest/globals';
import { DAY_MS } from '../decay.ts';
import { type LeadDeal, opportunitiesOf } from './opportunities.ts';
import { NOW, round } from './roundsForTests.ts';

const hot = (lead: string, type: string, daysAgo: number) => round({ lead, type, startedAt: NOW - daysAgo * DAY_MS });
const deal = (lead: string, createdDaysAgo: number | undefined, more: Partial<LeadDeal> = {}): LeadDeal => ({
  lead,
  state: 'open',
  createdAt: createdDaysAgo === undefined ? undefined : NOW - createdDaysAgo * DAY_MS,
  ...more,
});

describe('opportunities', () => {
  test('a lead that got a deal after it was hot is one, however many deals and rounds', () => {
    const rounds = [hot('a', 'demo_request', 9), hot('a', 'contact_sales', 8), hot('b', 'demo_request', 5)];
    const { closed, bySignalType, undated } = opportunitiesOf(rounds, [deal('a', 6), deal('a', 3)]);
    expect([closed.won, closed.of, undated]).toEqual([1, 2, 0]);
    expect([...bySignalType].map(([type, { won, of }]) => [type, won, of])).toEqual([
      ['contact_sales', 1, 1],
      ['demo_request', 1, 2],
    ]);
  });

  test('what made it hot after the deal began is no reason for the deal', () => {
    const rounds = [hot('a', 'demo_request', 9), hot('a', 'contact_sales', 2)];
    expect([...opportunitiesOf(rounds, [deal('a', 6)]).bySignalType.keys()]).toEqual(['demo_request']);
  });

  test.each([
    { why: 'open then', deals: [deal('a', 20)], of: 0 },
    { why: 'won later', deals: [deal('a', 20, { state: 'won', changedAt: NOW - 5 * DAY_MS })], of: 0 },
    { why: 'decided at an instant nobody knows', deals: [deal('a', 20, { state: 'lost' })], of: 0 },
    { why: 'lost before', deals: [deal('a', 20, { state: 'lost', changedAt: NOW - 15 * DAY_MS })], of: 1 },
  ] as const)('of a lead with a deal $why counts $of', ({ deals, of }) => {
    expect(opportunitiesOf([hot('a', 'demo_request', 10)], deals).closed).toMatchObject({ won: 0, of });
  });

  test('a deal without a date is told, not guessed', () => {
    expect(opportunitiesOf([hot('a', 'demo_request', 10)], [deal('a', undefined)])).toMatchObject({
      undated: 1,
      closed: { of: 0 },
    });
  });
});
