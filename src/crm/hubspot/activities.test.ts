import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { activitiesOf, activityProperties, type HistoryEntry } from './activities.ts';

const t = 1_790_000_000_000;
const entry = (value: string, timestamp: number): HistoryEntry => ({ value, timestamp });

describe('activitiesOf', () => {
  test.each([
    [
      'hs_analytics_last_url',
      'https://example.com/pricing',
      { kind: 'page_view', at: t, name: 'https://example.com/pricing' },
    ],
    ['recent_conversion_event_name', 'Contact us: Demo', { kind: 'form_submission', at: t, name: 'Contact us: Demo' }],
    ['hs_email_last_click_date', String(t - 60_000), { kind: 'email_click', at: t - 60_000 }],
    ['hs_email_last_open_date', new Date(t - 60_000).toISOString(), { kind: 'email_open', at: t - 60_000 }],
    ['engagements_last_meeting_booked', String(t - 5), { kind: 'meeting_booked', at: t }],
  ])('%s tells of its activity', (property, value, expected) => {
    const [activity] = activitiesOf({ [property]: [entry(value, t)] });
    expect(activity).toMatchObject({ ...expected, sourceId: expect.stringContaining(`${property}:${t}:`) });
  });

  test('a date later than its being set, or none at all, gives way to when it was set', () => {
    for (const value of [String(t + 1), 'soon']) {
      expect(activitiesOf({ hs_email_last_open_date: [entry(value, t)] })[0]?.at).toBe(t);
    }
  });

  test('a cleared value is no activity', () => {
    expect(activitiesOf({ hs_analytics_last_url: [entry('', t)] })).toEqual([]);
  });

  const hour = 3_600_000;
  const visits = [t, t + 2 * hour, t + hour, t + 60_000].map((at) => entry(String(at), at));
  test('a visit counts from the second session on', () => {
    const found = activitiesOf({ hs_analytics_last_visit_timestamp: visits });
    expect(found.map(({ kind, at }) => [kind, at - t])).toEqual([
      ['visit', hour],
      ['visit', 2 * hour],
    ]);
  });

  test('of a shortened history every visit is a return', () => {
    expect(activitiesOf({ hs_analytics_last_visit_timestamp: visits }, 40)).toHaveLength(3);
  });

  test('an entry keeps its source id when a merge brings another of the same instant', () => {
    const [alone] = activitiesOf({ hs_analytics_last_url: [entry('/pricing', t)] });
    const both = activitiesOf({ hs_analytics_last_url: [entry('/about', t), entry('/pricing', t)] });
    expect(both.find(({ name }) => name === '/pricing')).toEqual(alone);
  });

  test('a name is what PostgreSQL can keep', () => {
    const [found] = activitiesOf({ recent_conversion_event_name: [entry('Demo \ud83d\0!', t)] });
    expect(found?.name).toBe('Demo \ufffd!');
  });

  test('no two activities share a source id, and the order of the history does not matter', () => {
    const history = fc.dictionary(
      fc.constantFrom(...activityProperties),
      fc.array(
        fc.record({ value: fc.constantFrom('a', 'b', '', String(t)), timestamp: fc.integer({ min: t, max: t + 3 }) }),
      ),
    );
    fc.assert(
      fc.property(history, (entries) => {
        const found = activitiesOf(entries);
        const reversed = Object.fromEntries(Object.entries(entries).map(([name, list]) => [name, list.toReversed()]));
        expect(activitiesOf(reversed)).toEqual(found);
        expect(new Set(found.map(({ sourceId }) => sourceId)).size).toBe(found.length);
      }),
    );
  });
});
