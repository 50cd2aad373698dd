import type { Absence } from '../domain/hours/availability.ts';
import type { Preferences } from '../domain/telling/preferences.ts';
import { quietDays, quietInWords } from '../domain/telling/quiet.ts';
import { shiftsOf } from './shifts.ts';

/** The quiet hours of somebody between two instants, as absences. Throws for an unknown zone. */
export function quietAbsences(
  { quiet }: Pick<Preferences, 'quiet'>,
  timeZone: string,
  from: number,
  to: number,
): Absence[] {
  if (quiet === undefined) return [];
  const because = quietInWords(quiet);
  return shiftsOf(quietDays({ quiet }), timeZone, from, to).map((each) => ({ ...each, because }));
}
