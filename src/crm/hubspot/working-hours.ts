import { z } from 'zod';
import type { CrmHours, CrmRep } from '../crm.ts';

const everyDay: CrmHours['days'] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const daysOf: Record<string, CrmHours['days']> = {
  EVERY_DAY: everyDay,
  MONDAY_TO_FRIDAY: everyDay.slice(0, 5),
  SATURDAY_SUNDAY: everyDay.slice(5),
  MONDAY: ['mon'],
  TUESDAY: ['tue'],
  WEDNESDAY: ['wed'],
  THURSDAY: ['thu'],
  FRIDAY: ['fri'],
  SATURDAY: ['sat'],
  SUNDAY: ['sun'],
};

const minute = z.coerce.number().int().min(0).max(1_440);
const shift = z.object({ days: z.string(), startMinute: minute, endMinute: minute });

/** The week in `hs_working_hours`, which is JSON as text. What cannot be understood is left out; undefined when nothing is left. */
export function hoursOf(text: string | undefined): CrmRep['hours'] {
  const hours = listIn(text).flatMap((each): CrmHours[] => {
    const { data } = shift.safeParse(each);
    const days = data && daysOf[data.days.toUpperCase()];
    if (!data || !days || data.startMinute >= data.endMinute) return [];
    return [{ days, from: data.startMinute, to: data.endMinute }];
  });
  return hours.length === 0 ? undefined : hours;
}

const absence = z.object({ startTimestamp: z.unknown(), endTimestamp: z.unknown() });

/** The absences in `hs_out_of_office_hours`, which is JSON as text. What cannot be understood is left out. */
export function outOfOfficeOf(text: string | undefined): CrmRep['outOfOffice'] {
  const absences = listIn(text).flatMap((each) => {
    const { data } = absence.safeParse(each);
    const from = instantOf(data?.startTimestamp);
    const to = instantOf(data?.endTimestamp);
    return from !== undefined && to !== undefined && from < to ? [{ from, to }] : [];
  });
  return absences.length === 0 ? undefined : absences;
}

// HubSpot's own example, 17303796000, is neither seconds nor milliseconds: tenths of seconds. The size tells them apart, from
// 2001 to 2286.
function instantOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) return undefined;
  if (number >= 1e12 && number < 1e13) return number;
  if (number >= 1e10 && number < 1e11) return number * 100;
  return number >= 1e9 && number < 1e10 ? number * 1_000 : undefined;
}

function listIn(text: string | undefined): unknown[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
