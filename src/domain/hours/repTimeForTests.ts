import type { RepTime } from './availability.ts';

export const minute = 60_000;
const hour = 60 * minute;

/** An instant of the test week: day 0 is its Monday, hours from that day's midnight. */
export const at = (day: number, hours: number, minutes = 0): number => (day * 24 + hours) * hour + minutes * minute;

/** Somebody who works from 9 to 18, Monday to Friday, with nothing to do; known for two weeks. */
export function repTime(more: Partial<RepTime> = {}): RepTime {
  return {
    active: true,
    available: true,
    working: [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((day) => ({ from: at(day, 9), to: at(day, 18) })),
    off: [],
    overrides: [],
    load: { openHot: 0, today: 0 },
    caps: {},
    dayEndsAt: at(1, 0),
    knownUntil: at(14, 0),
    ...more,
  };
}
