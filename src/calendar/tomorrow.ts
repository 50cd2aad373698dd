import { Temporal } from 'temporal-polyfill';
import { isKnownZone } from './localDays.ts';

/**
 * When the wall clock of a zone next shows this time on the day after the one that `now` is in; of a time that the clocks skip,
 * after the jump. In UTC where nobody knows the zone.
 */
export function tomorrowAt(timeZone: string, now: number, minutes: number): number {
  const zone = isKnownZone(timeZone) ? timeZone : 'UTC';
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const time = new Temporal.PlainTime(Math.floor(minutes / 60), minutes % 60);
  return today.add({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}
