import type { DayHours, Weekday } from '../routing/settings.ts';
import type { Preferences } from './preferences.ts';

type Quiet = NonNullable<Preferences['quiet']>;

const everyDay: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY_MINUTES = 1_440;
/** The digest of who wants quiet at its usual time comes this long before the quiet begins. */
const BEFORE_QUIET_MINUTES = 5;

/** Quiet hours as a week of local times; none where they begin when they end. */
export function quietDays({ quiet }: Pick<Preferences, 'quiet'>): DayHours[] {
  if (quiet === undefined || quiet.from === quiet.to) return [];
  const to = quiet.to > quiet.from ? quiet.to : quiet.to + DAY_MINUTES;
  return [{ days: everyDay, from: quiet.from, to }];
}

/** "quiet hours until 7:00". */
export function quietInWords({ to }: Quiet): string {
  return `quiet hours until ${timeOfDay(to)}`;
}

/** "7:00", "17:05": minutes from local midnight. */
function timeOfDay(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * When a rep's day is summed up, minutes from local midnight: when they said, else the usual time, or a moment before their quiet
 * hours where that falls in them.
 */
export function digestTimeOf({ digestAt, quiet }: Preferences, usual: number): number {
  if (digestAt !== undefined) return digestAt;
  if (quiet === undefined || !isQuiet(quiet, usual)) return usual;
  return Math.max(0, quiet.from - BEFORE_QUIET_MINUTES);
}

function isQuiet({ from, to }: Quiet, minutes: number): boolean {
  return from <= to ? from <= minutes && minutes < to : minutes >= from || minutes < to;
}
