import { DAY_MS } from '../decay.ts';
import { monthOf, numberOf } from './replyCalendar.ts';

/** The day of the reply in UTC; month 0 to 11, `at` is its 00:00 in epoch ms. */
export type Today = { year: number; month: number; at: number };

/** The UTC day an instant lies in. */
export function todayAt(at: number): Today {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { year, month, at: Date.UTC(year, month, date.getUTCDate()) };
}

/** A day in epoch ms; month may run past 11, day 0 is the last of the month before; undefined for 30 February. */
export function utcDay(year: number, month: number, day: number): number | undefined {
  const at = Date.UTC(year, month, day);
  return day === 0 || new Date(at).getUTCDate() === day ? at : undefined;
}

/** The next such day after today, or that of the year when one is written ("2027", "27", "next year"). */
export function comingDay(today: Today, month: number, day: number, writtenYear?: string): number | undefined {
  if (month < 0 || month > 12) return undefined;
  const year = yearOf(writtenYear, today);
  if (year !== undefined) return utcDay(year, month, day);
  const years = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((more) => utcDay(today.year + more, month, day));
  return years.find((at) => at !== undefined && at > today.at);
}

function yearOf(written: string | undefined, today: Today): number | undefined {
  if (written === undefined) return undefined;
  if (!/^\d+$/.test(written)) return today.year + 1;
  return Number(written) < 100 ? 2000 + Number(written) : Number(written);
}

/** A month with the word before it: "mid" is the 15th, "late" the 21st, "end of" its last day, "after" the month that follows. */
export function comingMonth(today: Today, lead: string, name: string, year?: string): number | undefined {
  const month = monthOf(name);
  if (/^(?:after|nach|apres|despues de)$/.test(lead)) return comingDay(today, month + 1, 1, year);
  if (/^(?:end of|ende|fin)$/.test(lead)) return comingDay(today, month + 1, 0, year);
  if (/^(?:mid|mitte)$/.test(lead)) return comingDay(today, month, 15, year);
  return comingDay(today, month, lead === 'late' ? 21 : 1, year);
}

/** The first day of a quarter (1 to 4), or with "after" of the one that follows. */
export function comingQuarter(
  today: Today,
  lead: string | undefined,
  quarter: number,
  year?: string,
): number | undefined {
  return comingDay(today, 3 * (lead === undefined ? quarter - 1 : quarter), 1, year);
}

/** Days written with strokes: 25/01 and 01/25 can be told apart; 01/02 cannot and is no day. */
export function strokedDay(today: Today, first: number, second: number, year?: string): number | undefined {
  if (first > 12) return comingDay(today, second - 1, first, year);
  return second > 12 ? comingDay(today, first - 1, second, year) : undefined;
}

const DAYS_OF_UNIT: readonly (readonly [unit: RegExp, days: number])[] = [
  [/^(?:days?|tage?n?|jours?|dias?)$/, 1],
  [/^(?:weeks?|wochen?|semaines?|semanas?)$/, 7],
];
const MONTHS_OF_UNIT: readonly (readonly [unit: RegExp, months: number])[] = [
  [/^(?:months?|monate?n?|mois|mes|meses)$/, 1],
  [/^(?:quarters?|quartale?n?|trimestres?)$/, 3],
  [/^(?:years?|jahre?n?|ans?|anos?)$/, 12],
];

/** "in 3 weeks": so many days, weeks, months, quarters or years after today. A month that is too short gives its last day. */
export function afterToday(today: Today, count: string, unit: string): number | undefined {
  const many = numberOf(count);
  const days = DAYS_OF_UNIT.find(([words]) => words.test(unit))?.[1];
  if (days !== undefined) return today.at + many * days * DAY_MS;
  const months = many * (MONTHS_OF_UNIT.find(([words]) => words.test(unit))?.[1] ?? 0);
  const date = new Date(today.at).getUTCDate();
  return utcDay(today.year, today.month + months, date) ?? utcDay(today.year, today.month + months + 1, 0);
}

/** The first day of next week (Monday), month, quarter or year. */
export function startOfNext(today: Today, unit: string): number | undefined {
  if (/^(?:week|woche|sem)/.test(unit)) return comingWeekday(today, 1);
  if (/^(?:month|monat|mois|mes)/.test(unit)) return utcDay(today.year, today.month + 1, 1);
  if (/^(?:quart|trimestre)/.test(unit)) return utcDay(today.year, today.month - (today.month % 3) + 3, 1);
  return utcDay(today.year + 1, 0, 1);
}

/** The next such weekday (0 is Sunday), from tomorrow to a week from today. */
export function comingWeekday(today: Today, weekday: number): number | undefined {
  const ahead = (weekday - new Date(today.at).getUTCDay() + 7) % 7;
  return today.at + (ahead === 0 ? 7 : ahead) * DAY_MS;
}
