import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS } from '../decay.ts';
import { type ReaderClock, utcClock } from '../explain/whenInWords.ts';
import { defaultModel } from '../model.ts';
import { addLead, newTally, planOf } from './plan.ts';
import { type KeptLead, type Period, type Played, playKept } from './planLead.ts';
import { planReport } from './planReport.ts';
import { changedLeads } from './planReportLeads.ts';
import { NOW, signal } from '../signalsForTests.ts';

const week: Period = { from: NOW - 7 * DAY_MS, to: NOW };
const { lanes } = defaultModel;
const draft = { ...defaultModel, lanes: { ...lanes, positive_reply: { ...lanes['positive_reply']!, on: false } } };

function lead(id: string, more: Partial<KeptLead> = {}): KeptLead {
  return { id, facts: { id }, signals: [], contacts: [], closings: [], ...more };
}

function planFor(leads: KeptLead[], period = week, clock?: ReaderClock) {
  const tally = newTally(period, clock);
  for (const each of leads)
    addLead(tally, each, playKept(each, draft, period, 0), playKept(each, defaultModel, period, 0));
  return planOf(tally);
}

describe('the report of a plan', () => {
  const replies = [
    lead('a', { label: '101', signals: [signal('positive_reply', HOUR_MS)], customerSince: NOW }),
    lead('b', { signals: [signal('positive_reply', 2 * DAY_MS)] }),
    lead('c', { signals: [signal('demo_request', 3 * DAY_MS)] }),
    lead('d', { signals: [signal('positive_reply', 4 * DAY_MS), signal('demo_request', 4 * DAY_MS - HOUR_MS)] }),
  ];

  test('can be read aloud', () => {
    expect(planReport(planFor(replies), defaultModel)).toEqual([
      '2 alerts a week become 4; 1 lead becomes hot that was not, 0 stop.',
      '5 events of 4 leads replayed, 24 Jan 2026 to 31 Jan 2026. Times are of UTC.',
      '',
      'alerts        now                        draft',
      'Sat 24 Jan      0                            0',
      'Sun 25 Jan      0                            0',
      'Mon 26 Jan      0                            0',
      'Tue 27 Jan      1  ####################      1  ####################',
      'Wed 28 Jan      1  ####################      1  ####################',
      'Thu 29 Jan      0                            1  ####################',
      'Fri 30 Jan      0                            0',
      'Sat 31 Jan      0                            1  ####################',
      'in all          2                            4',
      '',
      'Alerts: 2 new, 0 gone, 1 at another time or tier, 1 the same.',
      '  d: alert on Tue 27 Jan 09:00 instead of Tue 27 Jan 10:00, tier 2: replied with interest',
      '  b: new alert on Thu 29 Jan 09:00, tier 2: replied with interest',
      '  101: new alert on Sat 31 Jan 08:00, tier 2: replied with interest; hot at the end, since Sat 31 Jan 08:00',
      '',
      '1 deal won: 0 alerted before, 1 with the draft.',
      'Gained: 101.',
    ]);
  });

  test('of a draft that changes nothing says so', () => {
    const lines = planReport(planFor([replies[2] as KeptLead]), defaultModel);
    expect(lines[0]).toBe('1 alert a week stays 1; 0 leads become hot that were not, 0 stop.');
    expect(lines).toContain('No alert changes: 1 the same.');
    expect(lines.at(-1)).toBe('No deal was won in this time.');
  });

  test('tells days and times by the clock of whoever reads it', () => {
    const kolkata = { offsetMsAt: () => 5.5 * HOUR_MS, name: 'Kolkata' };
    const late = lead('e', { signals: [signal('positive_reply', 11 * HOUR_MS)] });
    const lines = planReport(planFor([late], week, kolkata), defaultModel, kolkata);
    expect(lines[1]).toMatch(/Times are of Kolkata\.$/);
    expect(lines.filter((line) => line.includes('#'))).toEqual([expect.stringMatching(/^Sat 31 Jan +0 +1 +#+$/)]);
    expect(lines.find((line) => line.startsWith('  e: '))).toMatch(/^ {2}e: new alert on Sat 31 Jan 03:30, tier 2: /);
  });

  test('of less than a week counts alerts, not alerts a week', () => {
    const [headline] = planReport(planFor(replies, { from: NOW - 3 * DAY_MS, to: NOW }), defaultModel);
    expect(headline).toMatch(/^1 alert becomes 3;/);
  });
});

test('twenty leads are listed, and how many more there are is said', () => {
  const tally = newTally(week);
  const cold: Played = { openings: [], hotNow: false };
  for (let index = 0; index < 30; index++)
    addLead(tally, lead(`l${index}`), cold, { ...cold, hotNow: true, hotSince: NOW - index });
  const lines = changedLeads(planOf(tally), defaultModel.catalogue, utcClock);
  expect(lines).toHaveLength(22);
  expect(lines[1]).toMatch(/^ {2}l29: hot at the end, since/);
  expect(lines.at(-1)).toBe('  and 10 leads more');
});
