import type { Interval } from '../hours/intervals.ts';
import type { CheckedRep } from './checkFindings.ts';
import { defaultRouting, type RoutingSettings } from './settings.ts';

/** A Monday, midnight in UTC. */
export const NOW = Date.UTC(2026, 10, 23);

const HOUR = 3_600_000;

/** `hours` of the week from NOW on: [0, 9] is Monday from midnight to nine. */
export function weekHours(...hours: [number, number][]): Interval[] {
  return hours.map(([from, to]) => ({ from: NOW + from * HOUR, to: NOW + to * HOUR }));
}

/** Somebody who is there all week and has Slack; "ann" is ann@acme.com. */
export function person(name: string, more: Partial<CheckedRep> = {}): CheckedRep {
  const email = `${name.toLowerCase()}@acme.com`;
  return { email, name, active: true, channels: ['slack'], presence: weekHours([0, 168]), ...more };
}

export function settings(more: Partial<RoutingSettings>): RoutingSettings {
  return { ...defaultRouting, customerPool: 'default', coverage: { managers: ['mia@acme.com'] }, ...more };
}
