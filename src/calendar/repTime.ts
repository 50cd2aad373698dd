import type { Absence, Caps, Chat, Override, RepTime } from '../domain/hours/availability.ts';
import type { Interval } from '../domain/hours/intervals.ts';
import type { DayHours, Person } from '../domain/routing/settings.ts';
import type { Preferences } from '../domain/telling/preferences.ts';
import { holidaysOf, isKnownCountry } from './holidays.ts';
import { dayMs, isKnownZone } from './localDays.ts';
import { quietAbsences } from './quietTimes.ts';
import { dayBounds, shiftsOf } from './shifts.ts';

/** All that different places know of one rep's time. */
export type RepSources = {
  /** As the CRM has them. */
  active: boolean;
  available: boolean;
  timeZone?: string;
  hours?: readonly DayHours[];
  outOfOffice?: readonly Interval[];
  /** What the settings say of them, stronger than the CRM. */
  person?: Person;
  /** Entered here, each with its words; "time off" without. */
  timeOff?: readonly (Interval & { because?: string })[];
  overrides?: readonly Override[];
  chat?: Chat;
  /** Their quiet hours count as being away. */
  preferences?: Pick<Preferences, 'quiet'>;
  load: { openHot: number; today: number };
  /** Of the pool and of everyone; the person's own are stronger. */
  caps: Caps;
  /** For reps of whom nobody knows better. */
  defaultZone: string;
  defaultHours: readonly DayHours[];
};

/** How much of the calendar to join: two days before now, so that a clock that runs can be read, and three weeks after. */
export type Window = { now: number; daysBefore?: number; daysAfter?: number };

/**
 * One rep's time from all that is known of it. A zone or a country that the calendar does not know never sinks a rep: the next
 * best zone counts, and no holidays (`isKnownZone`, `isKnownCountry` tell). Throws only for an unknown default zone.
 */
export function repTimeOf(rep: RepSources, { now, daysBefore = 2, daysAfter = 21 }: Window): RepTime {
  const { person } = rep;
  const timeZone = zoneOf(rep);
  const [from, knownUntil] = [now - daysBefore * dayMs, now + daysAfter * dayMs];
  return {
    active: rep.active,
    available: rep.available,
    working: shiftsOf(hoursOf(rep), timeZone, from, knownUntil),
    off: [
      ...daysOff(rep),
      ...holidays(person?.country, timeZone, from, knownUntil),
      ...quietAbsences(rep.preferences ?? {}, timeZone, from, knownUntil),
    ].toSorted((a, b) => a.from - b.from),
    overrides: [...(rep.overrides ?? [])],
    ...(rep.chat && { chat: rep.chat }),
    load: rep.load,
    caps: { ...rep.caps, ...person?.caps },
    dayEndsAt: dayBounds(timeZone, now).to,
    knownUntil,
  };
}

/** The zone a rep's clock is in: the settings' word, else the CRM's, else the default; the first that is a zone. */
export function zoneOf({
  person,
  timeZone,
  defaultZone,
}: Pick<RepSources, 'person' | 'timeZone' | 'defaultZone'>): string {
  const zones = [person?.timeZone, timeZone].filter((zone) => zone !== undefined);
  return zones.find(isKnownZone) ?? defaultZone;
}

/** A CRM's empty week is one that nobody set; an empty one in the settings is somebody who takes no leads by calendar. */
function hoursOf({ person, hours, defaultHours }: RepSources): readonly DayHours[] {
  return person?.hours ?? (hours?.length ? hours : defaultHours);
}

function daysOff({ outOfOffice = [], timeOff = [] }: RepSources): Absence[] {
  return [
    ...outOfOffice.map(({ from, to }) => ({ from, to, because: 'out of office in the CRM' })),
    ...timeOff.map(({ from, to, because = 'time off' }) => ({ from, to, because })),
  ];
}

function holidays(country: string | undefined, timeZone: string, from: number, to: number): Absence[] {
  if (country === undefined || !isKnownCountry(country)) return [];
  return holidaysOf(country, timeZone, from, to).map((each) => ({ ...each, because: `on holiday: ${each.because}` }));
}
