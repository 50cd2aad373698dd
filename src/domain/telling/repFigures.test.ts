import { describe, expect, test } from '@jest/globals';
import { figuresOf, type Responses } from '../figures/figures.ts';
import type { Round } from '../figures/rounds.ts';
import { repFigures, teamFigures } from './repFigures.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 10);

/** A lead of so many minutes ago, answered after so many or not. */
function round(index: number, { ago, after }: { ago: number; after?: number }): Round {
  const startedAt = NOW - ago * MINUTE;
  return {
    lead: `lead ${index}`,
    tier: 2,
    source: 'web',
    type: 'demo_request',
    assignee: 'ann',
    startedAt,
    alertedAt: startedAt,
    ...(after !== undefined && { contactedAt: startedAt + after * MINUTE, contactRep: 'ann' }),
  };
}

function responses(...given: { ago: number; after?: number }[]): Responses {
  return figuresOf(
    given.map((one, index) => round(index, one)),
    { from: NOW - 1e9, to: NOW, earlier: [] },
  ).all;
}
const valuesOf = (own: Responses) => repFigures(own, own).map(({ value }) => value);

const nineWait = Array.from({ length: 9 }, () => ({ ago: 300 }));

describe('the figures of a rep', () => {
  test('do not look fast for one answer beside nine that wait', () => {
    expect(valuesOf(responses({ ago: 300, after: 5 }, ...nineWait))).toEqual([
      'none: fewer than half are answered; no answer yet: 9',
      '1 of 10 (10%)',
      '1 of 10',
    ]);
  });
  test('count those that wait as longer than they have waited', () => {
    const own = responses({ ago: 300, after: 5 }, { ago: 300, after: 50 }, { ago: 300 });
    expect(valuesOf(own)[0]).toBe('50 minutes; no answer yet: 1');
  });
  test('say that it is too early where no hour is over', () => {
    expect(valuesOf(responses({ ago: 20 }))[1]).toBe('too early to say');
  });
  test('of whoever answered all name nobody that waits', () => {
    expect(valuesOf(responses({ ago: 300, after: 24 }))[0]).toBe('24 minutes');
  });
  test('are none of whoever had no lead', () => {
    expect(repFigures(undefined, responses())).toEqual([]);
  });
});

describe('the figures of a team', () => {
  test('are not faster than half of all leads were answered', () => {
    const median = teamFigures(responses({ ago: 300, after: 5 }, ...nineWait)).find(({ name }) =>
      name.startsWith('Med'),
    );
    expect(median?.value).toBe('none: fewer than half are answered; no answer yet: 9');
  });
});
