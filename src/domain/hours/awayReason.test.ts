import { describe, expect, test } from '@jest/globals';
import { availabilityAt, nextPresentAt, type RepTime } from './availability.ts';
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
  back?: number;
};

/** Now is Monday 15:00 unless the row says otherwise. */
const NOW = at(0, 15);

describe('somebody is not there', () => {
  test.each<Row>([
    { why: 'who has left never is', rep: { active: false, overrides: [there(0)] }, because: 'has left' },
    {
      why: 'who says so is away in working hours, until the word ends',
      rep: { overrides: [{ ...away(at(0, 14), at(0, 16)), because: 'dentist' }] },
      because: 'said to be away: dentist',
      until: at(0, 16),
      back: at(0, 16),
    },
    { why: 'a word without end is not known to end', rep: { overrides: [away(0)] }, because: 'said to be away' },
    {
      why: 'the last word to begin holds',
      rep: { overrides: [away(at(0, 14), at(0, 17)), there(0)] },
      because: 'said to be away',
      until: at(0, 17),
      back: at(0, 17),
    },
    {
      why: 'a word ends when a later one begins',
      rep: { overrides: [away(0), there(at(0, 16), at(0, 17))] },
      because: 'said to be away',
      until: at(0, 16),
      back: at(0, 16),
    },
    { why: "the CRM's switch has no end", rep: { available: false }, because: 'set to away in the CRM' },
    {
      why: "the CRM's switch ends where a later word begins",
      rep: { available: false, overrides: [there(at(2, 5))] },
      because: 'set to away in the CRM',
      until: at(2, 5),
      back: at(2, 5),
    },
    {
      why: 'time off ends in the shift',
      rep: { off: [timeOff(at(0, 14), at(0, 17))] },
      because: 'time off',
      until: at(0, 17),
      back: at(0, 17),
    },
    {
      why: 'a holiday is called by its name, and back is the next shift',
      rep: { off: [unity] },
      now: at(1, 10),
      because: 'on holiday: German Unity Day',
      until: at(2, 0),
      back: at(2, 9),
    },
    {
      why: 'days off that touch are one absence',
      rep: { off: [timeOff(at(0, 0), at(1, 0)), timeOff(at(1, 0), at(5, 0))] },
      because: 'time off',
      until: at(5, 0),
      back: at(7, 9),
    },
    {
      why: 'of two absences the longer one is named',
      rep: { off: [timeOff(at(1, 0), at(1, 12)), unity] },
      now: at(1, 10),
      because: 'on holiday: German Unity Day',
      until: at(2, 0),
      back: at(2, 9),
    },
    {
      why: 'a time off is stronger than the night it lies in',
      rep: { off: [timeOff(at(0, 20), at(0, 22))] },
      now: at(0, 21),
      because: 'time off',
      until: at(0, 22),
      back: at(1, 9),
    },
    { why: 'after the shift', now: at(0, 18), because: 'outside working hours', until: at(1, 9), back: at(1, 9) },
    { why: 'over the weekend', now: at(4, 18), because: 'outside working hours', until: at(7, 9), back: at(7, 9) },
    {
      why: 'the night ends where a word begins',
      rep: { overrides: [there(at(0, 20), at(0, 21))] },
      now: at(0, 19),
      because: 'outside working hours',
      until: at(0, 20),
      back: at(0, 20),
    },
    { why: 'after the last shift that is known', now: at(11, 18), because: 'outside working hours' },
    {
      why: 'a chat status that still runs',
      rep: { chat: { emoji: ':palm_tree:', statusUntil: at(2, 12) } },
      because: 'the chat status says away',
      until: at(2, 12),
      back: at(2, 12),
    },
    { why: 'a chat status without end', rep: { chat: { text: 'Out sick' } }, because: 'the chat status says away' },
    {
      why: 'notifications are paused',
      rep: { chat: { quietUntil: at(0, 16) } },
      because: 'chat notifications are paused',
      until: at(0, 16),
      back: at(0, 16),
    },
    {
      why: 'all that a rep may have is open, which time does not mend',
      rep: { caps: { openHot: 5 }, load: { openHot: 5, today: 0 } },
      because: 'has 5 open hot leads, the most allowed',
    },
    {
      why: 'more is open than a lowered cap allows',
      rep: { caps: { openHot: 1 }, load: { openHot: 2, today: 0 } },
      because: 'has 2 open hot leads, more than the 1 allowed',
    },
    {
      why: 'the day is full until it ends',
      rep: { caps: { perDay: 8 }, load: { openHot: 0, today: 8 } },
      because: 'has had 8 today, the most for a day',
      until: at(1, 0),
      back: at(1, 9),
    },
    {
      why: 'a cap of no lead a day is never free',
      rep: { caps: { perDay: 0 } },
      because: 'has had 0 today, the most for a day',
    },
    {
      why: 'who says to be there has caps all the same',
      rep: { overrides: [there(0)], caps: { openHot: 1 }, load: { openHot: 1, today: 0 } },
      because: 'has 1 open hot lead, the most allowed',
    },
    {
      why: 'the shift is nearly over',
      now: at(0, 17, 50),
      buffer: 15,
      because: 'the shift ends in 10 minutes',
      until: at(0, 18),
      back: at(1, 9),
    },
    {
      why: 'a part of a minute is one',
      now: at(0, 18) - 1,
      buffer: 1,
      because: 'the shift ends in 1 minute',
      until: at(0, 18),
      back: at(1, 9),
    },
  ])('$why', ({ rep, now = NOW, buffer = 0, because, until, back }) => {
    const known = repTime(rep);
    expect(availabilityAt(known, now, buffer)).toEqual({
      present: false,
      because,
      ...(until !== undefined && { until }),
    });
    expect(nextPresentAt(known, now, buffer)).toBe(back);
  });
});
