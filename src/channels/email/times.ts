import { instantInWords } from '../../domain/telling/instantInWords.ts';

const MINUTE = 60_000;

/** "Thu 19 Nov 14:10": an instant of the last weeks, of which several stand under each other. */
export function dayTime(at: number, timeZone: string): string {
  const day = formatted(at, timeZone, { weekday: 'short', day: 'numeric' });
  const [number = '', weekday = ''] = day.split(' ');
  return `${weekday} ${number} ${formatted(at, timeZone, { month: 'short' })} ${formatted(at, timeZone, CLOCK)}`;
}

/** "Sat 14:10 GMT+1 (in 58 min)". The distance is from when the mail was sent. */
export function dueTime(due: number, now: number, timeZone: string): string {
  return `${instantInWords(due, timeZone, now)} (${distance(due - now)})`;
}

function distance(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 1) return 'overdue when this was sent';
  if (minutes < 120) return `${minutes} min after this was sent`;
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? `${hours} h ${minutes % 60} min after this was sent`
    : `${Math.round(hours / 24)} days after this was sent`;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
/** Making one takes a tenth of a millisecond, and there are as many as zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(at: number, timeZone: string, shape: Intl.DateTimeFormatOptions): string {
  const key = `${timeZone} ${Object.keys(shape).join()}`;
  const format = formats.get(key) ?? formatOf(timeZone, shape);
  formats.set(key, format);
  return format.format(at).replace(',', '');
}

function formatOf(timeZone: string, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { ...shape, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...shape, timeZone: 'UTC' });
  }
}
