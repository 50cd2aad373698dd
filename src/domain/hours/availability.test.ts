import { describe, expect, test } from '@jest/globals';
import { availabilityAt, nextPresentAt, presentWithin, type RepTime } from './availability.ts';
import { at, repTime } from './repTimeForTests.ts';

const timeOff = (from: number, to: number) => ({ from, to, because: 'time off' });
const unity = { from: at(1, 0), to: at(2, 0), because: 'on holiday: German Unity Day' };
const away = (from: number, until?: number) => ({ kind: 'away' as const, from, ...(until !== undefined && { until }) });
const there = (from: number, until?: number) => ({ ...away(from, until), kind: 'present' as const });

type Row = {
  why: string;
  rep?: Partial<RepTime>;
  now?: number;
  buffer?: number;
  until?: number;
  because: string;
};

/** Now is Monday 15:00 unless the row says otherwise. */
const NOW = at(0, 15);

describe('somebody is there', () => {
  test.each<Row>([
    { why: 'in the shift, until it ends', because: 'in working hours', until: at(0, 18) },
    { why: 'at the first instant of the shift', now: at(0, 9), because: 'in working hours', until: at(0, 18) },
    { why: 'until less than the buffer is left', buffer: 15, because: 'in working hours', until: at(0, 17, 45) },
    {
      why: 'until a time off begins',
      rep: { off: [timeOff(at(0, 16), at(0, 17))] },
      because: 'in working hours',
      until: at(0, 16),
    },
    {
      why: 'until a word begins',
      rep: { overrides: [away(at(0, 17))] },
      because: 'in working hours',
      until: at(0, 17),
    },
    {
      why: 'beyond the shift, where a word begins in time',
      rep: { overrides: [there(at(0, 17), at(0, 20))] },
      because: 'in working hours',
      until: at(0, 20),
    },
    {
      why: 'by their own word, at night, on a holiday, with the CRM and the chat saying away',
      rep: {
        available: false,
        off: [unity],
        chat: { text: 'OOO' },
        overrides: [{ ...there(at(1, 2), at(1, 4)), because: 'launch' }],
      },
      now: at(1, 3),
      because: 'said to be there: launch',
      until: at(1, 4),
    },
    { why: 'by a word without end, as long as is known', rep: { overrides: [there(0)] }, because: 'said to be there' },
    {
      why: 'by a word, whatever the buffer says',
      rep: { overrides: [there(at(0, 9), at(0, 18))] },
      now: at(0, 17, 59),
      buffer: 15,
      because: 'said to be there',
      until: at(0, 18),
    },
    {
      why: 'after a status has run out',
      rep: { chat: { text: 'vacation', statusUntil: NOW } },
      because: 'in working hours',
      until: at(0, 18),
    },
    {
      why: 'before a status was seen',
      rep: { chat: { text: 'vacation', since: at(0, 16) } },
      because: 'in working hours',
      until: at(0, 16),
    },
    {
      why: 'with one lead less than the cap',
      rep: { caps: { openHot: 5, perDay: 8 }, load: { openHot: 4, today: 7 } },
      because: 'in working hours',
      until: at(0, 18),
    },
    {
      why: 'on the day after a full one',
      rep: { caps: { perDay: 8 }, load: { openHot: 0, today: 8 } },
      now: at(1, 9),
      because: 'in working hours',
      until: at(1, 18),
    },
    {
      why: 'round the clock, with no end that is known',
      rep: { working: [{ from: 0, to: at(14, 0) }] },
      buffer: 30,
      because: 'in working hours',
    },
  ])('$why', ({ rep, now = NOW, buffer = 0, because, until }) => {
    const known = repTime(rep);
    expect(availabilityAt(known, now, buffer)).toEqual({
      present: true,
      because,
      ...(until !== undefined && { until }),
    });
    expect(nextPresentAt(known, now, buffer)).toBe(now);
  });
});

describe('the clock of working time', () => {
  test('runs in shifts without time off, to their very end, and whatever somebody has to do', () => {
    const full = { caps: { openHot: 1 }, load: { openHot: 1, today: 0 } };
    const rep = repTime({ ...full, off: [timeOff(at(0, 12), at(0, 13))] });
    expect(presentWithin(rep, at(0, 10), at(1, 10))).toEqual([
      { from: at(0, 10), to: at(0, 12) },
      { from: at(0, 13), to: at(0, 18) },
      { from: at(1, 9), to: at(1, 10) },
    ]);
  });

  test('does not run for who has left', () => {
    expect(presentWithin(repTime({ active: false }), 0, at(14, 0))).toEqual([]);
  });
});
