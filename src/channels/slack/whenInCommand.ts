import { Temporal } from 'temporal-polyfill';

type Clock = { timeZone: string; now: number };
type Found = Temporal.ZonedDateTime | undefined;

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MOST_DAYS = 400;
const SOON_DAYS = 200;

const SPAN = /^(\d{1,4}) ?(m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?)$/;
const CLOCK = /^(?:(.*?) )?(?:at )?(\d{1,2})(?::([0-5]\d))? ?(am|pm)?$/;
const WEEKDAY = /^(?:next )?(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?$/;
const ISO = /^(\d{4})-(\d\d)-(\d\d)$/;
const DAY_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?\.?(?: of)? ([a-z]{3,9})\.?(?: (\d{4}))?$/;
const MONTH_DAY = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/;

/**
 * Until when somebody says they are away: "until Monday", "until 12 Dec", "2 days", "until tomorrow 14:30", "3h". A day alone is
 * the midnight with which it begins: who is away until Monday works on Monday. `{}` for nothing said: until they are back.
 * Undefined for what cannot be read, is over, or is more than 400 days ahead.
 */
export function whenInCommand(text: string, { timeZone, now }: Clock): { until?: number } | undefined {
  const said = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const words = said.replace(/^(?:until|till?|to|for|by)\b ?/, '');
  if (words === '' || /^i(?:['’]m| am) back$/.test(words)) return {};
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(knownZone(timeZone));
  const until = readable(words, here)?.epochMilliseconds;
  if (until === undefined || until <= now || until > here.add({ days: MOST_DAYS }).epochMilliseconds) return undefined;
  return { until };
}

function readable(words: string, here: Temporal.ZonedDateTime): Found {
  try {
    return spanFrom(words, here) ?? dayOf(words, here)?.toZonedDateTime(here.timeZoneId) ?? clockOf(words, here);
  } catch (error) {
    // A day that its month does not have, or 25 o'clock.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function spanFrom(words: string, here: Temporal.ZonedDateTime): Found {
  const [match, count, unit = ''] = SPAN.exec(words.replace(/^an? /, '1 ')) ?? [];
  if (match === undefined) return undefined;
  const name = { m: 'minutes', h: 'hours', d: 'days', w: 'weeks' }[unit.charAt(0)] ?? 'days';
  return here.add({ [name]: Number(count) });
}

/** "14:30", "2pm", and either after a day. A time alone that is over today is tomorrow's. */
function clockOf(words: string, here: Temporal.ZonedDateTime): Found {
  const [match, day, hours, minutes, half] = CLOCK.exec(words) ?? [];
  // "14" alone may be a time or a date.
  if (match === undefined || (minutes === undefined && half === undefined)) return undefined;
  const hour = half === undefined ? Number(hours) : twelveHours(Number(hours), half);
  const time = Temporal.PlainTime.from({ hour, minute: Number(minutes ?? 0) }, { overflow: 'reject' });
  if (day !== undefined)
    return (day === 'today' ? here.toPlainDate() : dayOf(day, here))?.toZonedDateTime(at(here, time));
  const today = here.withPlainTime(time);
  return today.epochMilliseconds > here.epochMilliseconds ? today : here.add({ days: 1 }).withPlainTime(time);
}

function at({ timeZoneId }: Temporal.ZonedDateTime, plainTime: Temporal.PlainTime) {
  return { timeZone: timeZoneId, plainTime };
}

function twelveHours(hour: number, half: string): number {
  if (hour < 1 || hour > 12) throw new RangeError(`${hour} ${half}`);
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

function dayOf(words: string, here: Temporal.ZonedDateTime): Temporal.PlainDate | undefined {
  const today = here.toPlainDate();
  if (/^(?:today|tonight|(?:the )?end of (?:the )?day|eod|tomorrow)$/.test(words)) return today.add({ days: 1 });
  if (/^next week$/.test(words)) return weekdayAfter(today, 1);
  const weekday = WEEKDAY.exec(words)?.[1];
  if (weekday !== undefined) return weekdayAfter(today, DAYS.indexOf(weekday.slice(0, 3)) + 1);
  return dateOf(words, today);
}

/** The next one; on a Monday, Monday is in a week. */
function weekdayAfter(today: Temporal.PlainDate, day: number): Temporal.PlainDate {
  return today.add({ days: ((day - today.dayOfWeek + 6) % 7) + 1 });
}

function dateOf(words: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const iso = ISO.exec(words);
  if (iso) return dateFrom(iso[3], Number(iso[2]), iso[1], today);
  const dotted = DOTTED.exec(words);
  if (dotted) return dateFrom(dotted[1], Number(dotted[2]), dotted[3], today);
  const named = DAY_MONTH.exec(words);
  if (named) return dateFrom(named[1], monthOf(named[2]), named[3], today);
  const american = MONTH_DAY.exec(words);
  return american ? dateFrom(american[2], monthOf(american[1]), american[3], today) : undefined;
}

/** Without a year: the next such day, in so far as it is soon; "until 20 Nov" on the 25th is a slip, not a year of leave. */
function dateFrom(day: string | undefined, month: number, year: string | undefined, today: Temporal.PlainDate) {
  const on = (inYear: number) =>
    Temporal.PlainDate.from({ year: inYear, month, day: Number(day) }, { overflow: 'reject' });
  if (year !== undefined) return on(Number(year));
  const thisYear = on(today.year);
  const next = Temporal.PlainDate.compare(thisYear, today) > 0 ? thisYear : on(today.year + 1);
  return today.until(next).days > SOON_DAYS ? undefined : next;
}

/** 0 for a word that is no month; no calendar has that one. */
function monthOf(word: string | undefined): number {
  return MONTHS.findIndex((month) => word?.startsWith(month)) + 1;
}

function knownZone(timeZone: string): string {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone).timeZoneId;
  } catch {
    return 'UTC';
  }
}
