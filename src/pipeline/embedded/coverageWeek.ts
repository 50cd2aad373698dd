import type { CoverageView } from '../../../hubspot-app/src/app/shared/api.ts';
import { dayNumber, localDay, wallBegin } from '../../calendar/localDays.ts';
import { DAY_MS, HOUR_MS } from '../../domain/decay.ts';
import { type Interval, merged, msWithin, without } from '../../domain/hours/intervals.ts';
import { readerClock } from '../readerClock.ts';

const DAYS = 7;
const MOST_GAPS = 20;
/** Between two shifts nobody is there for a moment. */
const SHORT_MS = 15 * 60_000;

/** How many of these people are there for most of each hour of the next seven days, today first. */
export function weekOf(presence: readonly Interval[][], now: number, timeZone: string): CoverageView['week'] {
  const today = dayOf(now, timeZone);
  return Array.from({ length: DAYS }, (_, index) => {
    const day = today + index;
    const hours = Array.from({ length: 24 }, (__, hour) => {
      const from = wallBegin(timeZone, day, hour * 60);
      return presence.filter((shifts) => msWithin(shifts, from, from + HOUR_MS) * 2 > HOUR_MS).length;
    });
    return { day: new Date(day * DAY_MS).toISOString().slice(0, 10), hours };
  });
}

/** "Sat 21 Nov, all day": what nobody covers in the next seven days. */
export function gapsIn(presence: readonly Interval[][], now: number, timeZone: string): string[] {
  const week = { from: now, to: now + DAYS * DAY_MS };
  const gaps = without([week], merged(presence.flat())).filter(({ from, to }) => to - from >= SHORT_MS);
  const lines = gaps.map((gap) => stretchInWords(gap, timeZone));
  const left = lines.length - MOST_GAPS;
  return left > 0 ? [...lines.slice(0, MOST_GAPS), `and ${left} more`] : lines;
}

function stretchInWords({ from, to }: Interval, timeZone: string): string {
  const [begin, end] = [wallOf(from, timeZone), wallOf(to, timeZone)];
  const day = localDay(timeZone, dayOf(from, timeZone));
  if (from === day.from && to === day.to) return `${begin.date}, all day`;
  return begin.date === end.date
    ? `${begin.date} ${begin.time} to ${end.time}`
    : `${begin.date} ${begin.time} to ${end.date} ${end.time}`;
}

/** "Sat 21 Nov", "9:00". */
function wallOf(at: number, timeZone: string): { date: string; time: string } {
  const [weekday = '', day, month, , time = ''] = localOf(at, timeZone).toUTCString().split(/,? /);
  return { date: `${weekday} ${Number(day)} ${month}`, time: time.slice(0, 5).replace(/^0/, '') };
}

function dayOf(at: number, timeZone: string): number {
  const local = localOf(at, timeZone);
  return dayNumber(local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate());
}

function localOf(at: number, timeZone: string): Date {
  return new Date(at + readerClock(timeZone).offsetMsAt(at));
}
