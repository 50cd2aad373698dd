import { clipped, type Interval, without } from '../hours/intervals.ts';
import { type CheckedRep, type Finding, listInWords } from './checkFindings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const weekdays = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];

/** How the reader's clock stands: `wall` is epoch ms at which UTC reads what it reads at an instant. */
export type ReadersClock = { name: string; wall(at: number): number };

const utc: ReadersClock = { name: 'UTC', wall: (at) => at };

/** When nobody of a pool is there in this week; of a pool without people nothing. */
export function checkHours(
  pool: string,
  members: readonly CheckedRep[],
  week: Interval,
  clock: ReadersClock = utc,
): Finding[] {
  if (members.length === 0) return [];
  const path = `routing.pools.${pool}`;
  const there = clipped(
    members.flatMap(({ presence }) => presence),
    week.from,
    week.to,
  );
  const gaps = without([week], there);
  if (gaps.length === 0) return [];
  const hours = Math.round(gaps.reduce((sum, { from, to }) => sum + to - from, 0) / HOUR);
  const all = Math.round((week.to - week.from) / HOUR);
  const when = `${gapsInWords(gaps, clock)} (${clock.name})`;
  if (there.length === 0)
    return [
      { level: 'error', what: 'nobody all week', path, says: `nobody of pool ${pool} is there all week: ${when}` },
    ];
  const says = `nobody of pool ${pool} is there in ${hours} of the next ${all} hours: ${when}`;
  return [{ level: 'warning', what: 'uncovered hours', path, says }];
}

/** "Mon, Tue and Wed 18:00 to 09:00, Fri 18:00 to Mon 09:00"; gaps at the same hours of other days are told together. */
function gapsInWords(gaps: readonly Interval[], clock: ReadersClock): string {
  const walls = gaps.map(({ from, to }) => ({ from: clock.wall(from), to: clock.wall(to) }));
  const groups = Map.groupBy(walls, ({ from, to }) =>
    to - from < DAY ? `${time(from)} to ${time(to)}` : `${time(from)} to ${weekday(to)} ${time(to)}`,
  );
  return [...groups]
    .map(([hours, some]) => `${listInWords(some.map(({ from }) => weekday(from)))} ${hours}`)
    .join(', ');
}

function weekday(at: number): string {
  return weekdays[Math.floor(at / DAY) % 7] ?? '';
}

function time(at: number): string {
  const minutes = Math.floor((at % DAY) / MINUTE);
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
