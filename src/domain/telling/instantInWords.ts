const DAY_MS = 86_400_000;
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/**
 * "Sat 14:10 GMT+1" for yesterday, today and tomorrow of `now`, "Sun 29 Nov 04:23 GMT+1" for every other day and where no `now`
 * is known. A zone this machine does not know is told as UTC.
 */
export function instantInWords(at: number, timeZone: string, now?: number): string {
  const { weekday, day, month, clock } = formatsOf(timeZone);
  const date = isNear(at, timeZone, now) ? '' : `${day.format(at)} ${month.format(at)} `;
  return `${weekday.format(at)} ${date}${clock.format(at)}`;
}

function isNear(at: number, timeZone: string, now: number | undefined): boolean {
  if (now === undefined) return false;
  const { date } = formatsOf(timeZone);
  return [now - DAY_MS, now, now + DAY_MS].some((near) => date.format(near) === date.format(at));
}

type Formats = Record<'weekday' | 'day' | 'month' | 'clock' | 'date', Intl.DateTimeFormat>;

/** Making one takes a tenth of a millisecond, and there are as many as zones. */
const formats = new Map<string, Formats>();

function formatsOf(timeZone: string): Formats {
  const known = formats.get(timeZone) ?? formatsMade(timeZone);
  formats.set(timeZone, known);
  return known;
}

function formatsMade(asked: string): Formats {
  const timeZone = isKnown(asked) ? asked : 'UTC';
  const format = (shape: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-US', { ...shape, timeZone });
  return {
    weekday: format({ weekday: 'short' }),
    day: format({ day: 'numeric' }),
    month: format({ month: 'short' }),
    clock: format({ ...CLOCK, timeZoneName: 'short' }),
    date: format({ dateStyle: 'short' }),
  };
}

function isKnown(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
