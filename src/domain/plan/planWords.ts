import { DAY_MS } from '../decay.ts';
import type { ReaderClock } from '../explain/whenInWords.ts';

/** "1 lead", "1,200 leads". */
export function plural(count: number, unit: string): string {
  return `${grouped(count)} ${unit}${count === 1 ? '' : 's'}`;
}

/** A whole number with commas between thousands. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "Mon 5 Jan 09:12", on the reader's clock; seconds are cut off. */
export function timeOf(at: number, clock: ReaderClock): string {
  const wall = at + clock.offsetMsAt(at);
  return `${dayOf(wall / DAY_MS)} ${new Date(wall).toISOString().slice(11, 16)}`;
}

/** "Mon 5 Jan": a day by its number since 1970-01-01. */
export function dayOf(number: number): string {
  const [weekday, day, month] = new Date(number * DAY_MS).toUTCString().split(' ');
  return `${weekday?.slice(0, 3)} ${Number(day)} ${month}`;
}

/** "5 Jan 2026", on the reader's clock. */
export function dateOf(at: number, clock: ReaderClock): string {
  const [, day, month, year] = new Date(at + clock.offsetMsAt(at)).toUTCString().split(' ');
  return `${Number(day)} ${month} ${year}`;
}
