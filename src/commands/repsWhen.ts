import { Temporal } from 'temporal-polyfill';
import { dateInWords } from '../domain/explain/whenInWords.ts';
import { readerClock } from '../pipeline/readerClock.ts';

/** Whose clocks a written time may be meant by, as IANA zones. */
export type Clocks = { reader: string; rep: string };

type Written = { text: string; option: string };

const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)$/;
const SPAN = /^([1-9]\d{0,3})(min|h|d)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * From when on: a date is the midnight before it on the rep's own clock, "16:00" the next time that the reader's clock shows
 * it, "2h" that long after now. Throws a sentence that says what can be written.
 */
export function beginOf(written: Written, now: number, clocks: Clocks): number {
  return readTime(written, now, clocks, 0);
}

/** Until when, counted from `after`; a date is the midnight after it, the whole day is in. Throws also for what is over. */
export function endOfTime(written: Written, { now, after }: { now: number; after: number }, clocks: Clocks): number {
  const until = readTime(written, after, clocks, 1);
  if (until > now && until > after) return until;
  const said = `${written.option} ${written.text} (${dateInWords(until, readerClock(clocks.reader))})`;
  throw new Error(
    until <= now
      ? `${said} is in the past: write a later time`
      : `${said} is not after the begin: write a later --until, or an earlier --from`,
  );
}

function readTime({ text, option }: Written, after: number, clocks: Clocks, daysIn: 0 | 1): number {
  try {
    const at = clockTime(text, after, clocks) ?? spanAfter(text, after, clocks) ?? calendarTime(text, clocks, daysIn);
    if (at !== undefined) return at.epochMilliseconds;
  } catch (cause) {
    // A day that its month does not have, or 25 o'clock.
    if (!(cause instanceof RangeError)) throw cause;
  }
  throw new Error(
    `${option}: cannot read ${JSON.stringify(text)}: write 16:00, 30min, 2h, 3d, 2026-12-24 (the whole day) or 2026-12-24T16:00`,
  );
}

function clockTime(text: string, after: number, { reader }: Clocks): Temporal.ZonedDateTime | undefined {
  const [match, hour, minute] = CLOCK.exec(text) ?? [];
  if (match === undefined) return undefined;
  const time = Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) });
  const start = onClock(after, reader);
  const today = start.withPlainTime(time);
  return today.epochMilliseconds > after ? today : start.add({ days: 1 }).withPlainTime(time);
}

/** Days are days of the rep's calendar: after one of them their clock shows the same. */
function spanAfter(text: string, after: number, { rep }: Clocks): Temporal.ZonedDateTime | undefined {
  const [match, count, unit = ''] = SPAN.exec(text) ?? [];
  if (match === undefined) return undefined;
  const key = { min: 'minutes', h: 'hours', d: 'days' }[unit] ?? 'days';
  return onClock(after, rep).add({ [key]: Number(count) });
}

function calendarTime(text: string, { reader, rep }: Clocks, daysIn: 0 | 1) {
  if (DATE.test(text)) return Temporal.PlainDate.from(text).add({ days: daysIn }).toZonedDateTime(rep);
  if (MOMENT.test(text)) return Temporal.PlainDateTime.from(text).toZonedDateTime(reader);
  return INSTANT.test(text) ? Temporal.Instant.from(text) : undefined;
}

function onClock(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
