import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { visitsAt } from '../folding.ts';
import { heatEnds, nextChange } from '../forecast.ts';
import type { Model } from '../model.ts';
import type { Signal } from '../signals.ts';
import type { Standing, Tier } from '../tiers.ts';

/** The reader's clock, as data. `offsetMsAt` is what local time is ahead of UTC (ms) at an instant: summer time changes it. */
export type ReaderClock = {
  offsetMsAt(at: number): number;
  /** Said where a date is kept and others read it: "UTC", "Berlin". */
  name?: string;
};

/** The clock where nobody's is known. */
export const utcClock: ReaderClock = { offsetMsAt: () => 0, name: 'UTC' };

/** From this far ahead a date without its year could be taken for another. */
const YEAR_SAID_FROM_MS = 300 * DAY_MS;

/**
 * "just now", "59 minutes ago", "1 hour ago", "yesterday", "3 days ago": by the reader's calendar days, except that less than
 * an hour ago is told in minutes on both sides of midnight. An instant after now is just now.
 */
export function agoInWords(at: number, now: number, clock: ReaderClock): string {
  const ago = now - at;
  if (ago < MINUTE_MS) return 'just now';
  if (ago < HOUR_MS) return `${plural(Math.floor(ago / MINUTE_MS), 'minute')} ago`;
  const days = daysBetween(at, now, clock);
  if (days < 1) return `${plural(Math.floor(ago / HOUR_MS), 'hour')} ago`;
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** "today 14:10", "tomorrow 09:05", "Tue 14:10" for the four days after, "3 Dec" from 7 days on. Rounded down to the minute. */
export function comingInWords(at: number, now: number, clock: ReaderClock): string {
  const { weekday, date, year, time } = localParts(at, clock);
  const days = daysBetween(now, at, clock);
  if (days >= 7) return at - now < YEAR_SAID_FROM_MS ? date : `${date} ${year}`;
  if (days >= 2) return `${weekday} ${time}`;
  return `${days === 1 ? 'tomorrow' : 'today'} ${time}`;
}

/** "21 Nov 10:31 Berlin": with whose time it is, since people in other zones read what is kept. */
export function dateInWords(at: number, clock: ReaderClock): string {
  const { date, time } = localParts(at, clock);
  return clock.name === undefined ? `${date} ${time}` : `${date} ${time} ${clock.name}`;
}

/** A span. Minutes up to 2 hours, since "in 1 hour" says too little of 119, hours up to 2 days, then days; rounded down, but never less than "a minute". */
export function durationInWords(ms: number): string {
  if (ms < MINUTE_MS) return 'a minute';
  if (ms < 2 * HOUR_MS) return plural(Math.floor(ms / MINUTE_MS), 'minute');
  if (ms < 2 * DAY_MS) return plural(Math.floor(ms / HOUR_MS), 'hour');
  return plural(Math.floor(ms / DAY_MS), 'day');
}

/** "1 hour", "48 hours". */
export function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/**
 * How long a lead stays as it is at `standing.at` if nothing else happens:
 * "stays hot until Tue 14:10", "hot from Mon 09:00", "warm; cools on 3 Dec", "stays so while usage is above 80"; empty when it
 * is cold and stays so.
 */
export function outlookInWords(
  standing: Standing,
  signals: readonly Signal[],
  model: Model,
  clock: ReaderClock,
): string {
  const heat = heatOf(standing.tier);
  const next = heat === 'hot' ? undefined : nextChange(standing.at, signals, model);
  const at = heat === 'hot' ? heatEnds(standing.at, signals, model) : next?.at;
  if (at === undefined) return heat === 'cold' ? '' : endlessInWords(standing, signals, model);
  const when = comingInWords(at, standing.at, clock);
  if (heat === 'hot') return `stays hot until ${when}`;
  if (next?.becomes !== undefined) return `${heatOf(next.becomes)} from ${when}`;
  return `warm; cools ${when.startsWith('to') ? when : `on ${when}`}`;
}

function heatOf(tier: Tier | undefined): 'hot' | 'warm' | 'cold' {
  if (tier === undefined) return 'cold';
  return tier === 3 ? 'warm' : 'hot';
}

/** What a tier hangs on that time alone does not end. */
function endlessInWords({ at, contributions }: Standing, signals: readonly Signal[], model: Model): string {
  const lasting = visitsAt(at, signals, model).filter(({ to }) => to === Infinity);
  const strongest = contributions.find(({ id }) => lasting.some(({ signal }) => signal.id === id));
  const mark = strongest && model.catalogue[strongest.type]?.state?.above;
  if (strongest === undefined || mark === undefined) return 'stays so while nothing else happens';
  return `stays so while ${measureOf(strongest.type)} is above ${mark}`;
}

/** What readings of a type measure, by its name: "usage" of `usage_limit_hit`. */
function measureOf(type: string): string {
  return type.replace(/(_limit)?_hit$/, '').replaceAll('_', ' ');
}

function daysBetween(from: number, to: number, clock: ReaderClock): number {
  return Math.floor(localMs(to, clock) / DAY_MS) - Math.floor(localMs(from, clock) / DAY_MS);
}

function localMs(at: number, clock: ReaderClock): number {
  return at + clock.offsetMsAt(at);
}

function localParts(at: number, clock: ReaderClock): { weekday: string; date: string; year: string; time: string } {
  const local = new Date(localMs(at, clock)).toUTCString();
  const [weekday = '', day, month, year = '', time = ''] = local.split(/,? /);
  return { weekday, date: `${Number(day)} ${month}`, year, time: time.slice(0, 5) };
}
