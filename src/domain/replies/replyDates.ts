import { DAY_MS } from '../decay.ts';
import { datePhrases } from './replyDatePhrases.ts';
import { todayAt } from './replyDays.ts';

/** A day named in a text: its 00:00 UTC in epoch ms, and where its phrase stands in the text. */
export type NamedDay = { day: number; start: number; end: number };

/** Nobody writes more days in one sentence; further ones are not read, so that reading takes bounded time. */
const MOST_DAYS = 100;
const FARTHEST_MS = 3660 * DAY_MS;

/**
 * The days a text names that lie ahead of `at` (epoch ms) by at most ten years, as they come in the text. `text` is in the
 * spelling of `plainWords`. A day without a year is the next such; 01/02/2027, which may be either of two, is none.
 */
export function daysNamed(text: string, at: number): NamedDay[] {
  const today = todayAt(at);
  const read: NamedDay[] = [];
  for (const { pattern, day } of datePhrases) {
    for (const found of text.matchAll(pattern)) {
      if (read.length >= MOST_DAYS) break;
      const phrase = { start: found.index, end: found.index + found[0].length };
      if (read.some((other) => phrase.start < other.end && other.start < phrase.end)) continue;
      read.push({ day: day(found.slice(1), today) ?? Number.NaN, ...phrase });
    }
  }
  return read.filter(({ day }) => day >= at && day - at <= FARTHEST_MS).toSorted((a, b) => a.start - b.start);
}
