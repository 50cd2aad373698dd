import { MINUTE_MS } from '../decay.ts';
import { dateInWords, durationInWords, type ReaderClock } from '../explain/whenInWords.ts';

/** What says how urgent an open hot lead is. `fyi`: it has no clock. */
export type Urgent = { episode: string; respondBy: number; tier: 1 | 2 | 3; score: number; fyi?: boolean };

/**
 * For sorting, most urgent first: the answer that is late longest, then the one that is due first, those without a clock last;
 * of equals the hotter tier, the higher score. No two episodes are equal.
 */
export function byUrgency(a: Urgent, b: Urgent): number {
  return (
    Number(a.fyi === true) - Number(b.fyi === true) ||
    (a.fyi === true ? 0 : a.respondBy - b.respondBy) ||
    a.tier - b.tier ||
    b.score - a.score ||
    (a.episode < b.episode ? -1 : a.episode > b.episode ? 1 : 0)
  );
}

export function isLate({ respondBy, fyi }: Pick<Urgent, 'respondBy' | 'fyi'>, now: number): boolean {
  return fyi !== true && now > respondBy;
}

/** "respond by 10:40, in 12 min", "42 min late", "no clock: they were spoken with in the last day". */
export function dueInWords(lead: Pick<Urgent, 'respondBy' | 'fyi'>, now: number, clock: ReaderClock): string {
  if (lead.fyi === true) return 'no clock: they were spoken with in the last day';
  const leftMs = lead.respondBy - now;
  if (isLate(lead, now)) return `${shortSpan(-leftMs)} late`;
  return `respond by ${timeInWords(lead.respondBy, now, clock)}, in ${shortSpan(leftMs)}`;
}

/** "10:40", and with its date where that is another day than now. */
export function timeInWords(at: number, now: number, clock: ReaderClock): string {
  const unnamed: ReaderClock = { offsetMsAt: (instant) => clock.offsetMsAt(instant) };
  const text = dateInWords(at, unnamed);
  const isToday = dayOf(text) === dayOf(dateInWords(now, unnamed));
  return isToday ? text.slice(text.lastIndexOf(' ') + 1) : text;
}

function dayOf(date: string): string {
  return date.slice(0, date.lastIndexOf(' '));
}

/** "12 min", "3 hours", "less than a minute". */
function shortSpan(ms: number): string {
  if (ms < MINUTE_MS) return 'less than a minute';
  return durationInWords(ms).replace(/ minutes?$/, ' min');
}
