import { describe, expect, test } from '@jest/globals';
import { defaultModel, type Model } from '../domain/model.ts';
import { replay, type Entry } from '../domain/replay.ts';
import { withFacts } from './replayLeads.ts';
import { lineReader } from './replayLogLine.ts';

const HOUR = 3_600_000;
const start = Date.parse('2026-01-05T00:00:00Z');

function signal(type: string, hours: number, more: object = {}): Entry {
  const at = new Date(start + hours * HOUR).toISOString();
  const line = lineReader(defaultModel)(JSON.stringify({ kind: 'signal', lead: 'a', type, at, ...more }));
  if (typeof line === 'string' || !line.entry) throw new Error(`${type} cannot be played`);
  return line.entry;
}

/** What is known of lead a, had it arrived at noon. */
function factsAtNoon(entries: Entry[], model = defaultModel) {
  const noon = start + 12 * HOUR;
  const clock = { startedAt: noon, tier: 2, source: 'form' };
  const nothing = { episodes: 1, rounds: 0, openedOn: [], crossedOn: [] };
  const played = { ...nothing, clocks: [clock], arrivals: [{ lead: 'a', at: noon }] };
  return withFacts(played, entries, model)[0]?.facts;
}

describe('what a log says of an arriving lead', () => {
  const lanesOff: Model = { ...defaultModel, lanes: {} };

  test.each([
    { when: 'of this hour', hours: 11.5, isFast: true },
    { when: 'of that instant', hours: 12, isFast: true },
    { when: 'of two days ago', hours: -36, isFast: false },
    { when: 'that comes later', hours: 12.01, isFast: false },
  ])('a contact request $when makes it a fast lane: $isFast', ({ hours, isFast }) => {
    expect(factsAtNoon([signal('contact_sales', hours)])).toMatchObject({ fastLane: isFast });
  });

  test('a model without lanes has no fast ones', () => {
    expect(factsAtNoon([signal('contact_sales', 11)], lanesOff)).toMatchObject({ fastLane: false });
  });

  test('signals of others say nothing', () => {
    const other = signal('contact_sales', 11, { lead: 'b' });
    expect(factsAtNoon([other])).toEqual({ fastLane: false, isTrial: false, usesProduct: false, source: 'form' });
  });

  test('a trial that began long ago is one', () => {
    expect(factsAtNoon([signal('free_trial_start', -900)])).toMatchObject({ isTrial: true, usesProduct: false });
  });

  test('the source is that of the signal which made it hot', () => {
    const entries = [signal('email_open', 8, { source: 'mail' }), signal('contact_sales', 9, { source: 'fair' })];
    const [arrival] = withFacts(replay(entries, start + 12 * HOUR, defaultModel), entries, defaultModel);
    expect(arrival).toMatchObject({ lead: 'a', at: start + 9 * HOUR, facts: { source: 'fair', fastLane: true } });
  });
});
