import type { DayHours, Weekday } from './sections.ts';

/** From Monday. */
export const weekdays: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
export const dayNames: Record<Weekday, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};
const DAY = 1440;

export type Shift = { from: number; to: number };

/** The shifts that begin on a day. */
export function shiftsOn(day: Weekday, hours: readonly DayHours[]): Shift[] {
  return hours.filter(({ days }) => days.includes(day)).map(({ from, to }) => ({ from, to }));
}

/** A week in which one day has this shift alone, or is free; days of the same shift stand together. */
export function withDay(hours: readonly DayHours[], day: Weekday, shift: Shift | undefined): DayHours[] {
  const week = weekdays.flatMap((other) => {
    const shifts = other === day ? (shift === undefined ? [] : [shift]) : shiftsOn(other, hours);
    return shifts.map((each) => ({ day: other, ...each }));
  });
  return week.reduce<DayHours[]>((groups, { day: next, from, to }) => {
    const at = groups.findIndex((group) => group.from === from && group.to === to);
    const group = groups[at];
    if (group === undefined) return [...groups, { days: [next], from, to }];
    return groups.with(at, { ...group, days: [...group.days, next] });
  }, []);
}

/** An end that is not after its begin is on the next day. */
export function endAfter(from: number, timeOfDay: number): number {
  return timeOfDay > from ? timeOfDay : timeOfDay + DAY;
}

/** "Mon-Fri 9:00-18:00, Sat 10:00-14:00". */
export function hoursInWords(hours: readonly DayHours[]): string {
  if (hours.length === 0) return 'never';
  return hours.map(({ days, from, to }) => `${daysInWords(days)} ${clock(from)}-${clock(to)}`).join(', ');
}

/** "18:30"; after midnight "6:00 next day". */
export function clock(minutes: number): string {
  const time = minutes % DAY;
  const text = `${Math.floor(time / 60)}:${String(time % 60).padStart(2, '0')}`;
  return minutes > DAY ? `${text} next day` : minutes === DAY ? 'midnight' : text;
}

function daysInWords(days: readonly Weekday[]): string {
  const indexes = days.map((day) => weekdays.indexOf(day)).toSorted((one, other) => one - other);
  const [first = 0, last = 0] = [indexes.at(0), indexes.at(-1)];
  if (days.length > 2 && last - first === days.length - 1) return `${short(first)}-${short(last)}`;
  return indexes.map(short).join(', ');
}

function short(index: number): string {
  return dayNames[weekdays[index] ?? 'mon'].slice(0, 3);
}
