import { describe, expect, test } from '@jest/globals';
import { availabilityAt, presentWithin } from '../domain/hours/availability.ts';
import { msWithin } from '../domain/hours/intervals.ts';
import { defaultRouting, type RoutingSettings } from '../domain/routing/settings.ts';
import { daysBegun, repTimesOf, type Team, zoneOfRep } from './repTimes.ts';

const hour = 3_600_000;
/** A Thursday, 11:00 in Berlin. */
const NOW = Date.parse('2026-10-01T09:00:00Z');
const ann = { id: 'ann', email: 'Ann@acme.com', active: true, available: true };
const bob = { ...ann, id: 'bob', email: 'bob@acme.com', timeZone: 'America/New_York' };

function team(more: Partial<Team> = {}, settings: Partial<RoutingSettings> = {}): Team {
  return { reps: [ann], said: [], settings: { ...defaultRouting, ...settings }, defaultZone: 'Europe/Berlin', ...more };
}

const none = new Map<string, { openHot: number; today: number }>();
const timeOf = (rep: string, of: Team, loads = none) => repTimesOf(of, loads, { now: NOW }).get(rep);

describe('what is said of somebody', () => {
  test.each([
    { kind: 'away' as const, until: NOW + hour, because: 'dentist', is: 'said to be away: dentist' },
    { kind: 'away' as const, is: 'said to be away' },
    { kind: 'time_off' as const, until: NOW + hour, is: 'time off' },
    { kind: 'time_off' as const, is: 'in working hours' },
    { kind: 'present' as const, is: 'said to be there' },
  ])('$kind $because: $is', ({ is, ...word }) => {
    const time = timeOf('ann', team({ said: [{ rep: 'ann', from: NOW - hour, ...word }] }));
    expect(time && availabilityAt(time, NOW, 0).because).toBe(is);
  });

  test('is not said of others', () => {
    const time = timeOf('ann', team({ reps: [ann, bob], said: [{ rep: 'bob', kind: 'away', from: NOW - hour }] }));
    expect(time?.overrides).toEqual([]);
  });

  test('counts for days that are over', () => {
    const off = { rep: 'ann', kind: 'time_off' as const, from: NOW - 24 * hour, until: NOW - 22 * hour };
    const time = timeOf('ann', team({ said: [off] }));
    const worked = time && msWithin(presentWithin(time, NOW - 24 * hour, NOW), NOW - 24 * hour, NOW);
    // Yesterday from 13 to 18 o'clock, and today from 9 to 11.
    expect(worked).toBe(7 * hour);
  });
});

describe('caps', () => {
  const pool = (members: RoutingSettings['pools'][string]['members'], openHot: number) => {
    return { mode: 'assign' as const, members, caps: { openHot } };
  };
  test.each([
    { why: "everyone's", settings: { caps: { openHot: 9 } }, is: 9 },
    { why: "a pool's", settings: { caps: { openHot: 9 }, pools: { default: pool('everyone', 5) } }, is: 5 },
    {
      why: "a pool's that names them in other letters",
      settings: { pools: { default: pool([{ rep: 'ann@acme.com', weight: 1 }], 5) } },
      is: 5,
    },
    {
      why: "not those of others' pools",
      settings: { caps: { openHot: 9 }, pools: { default: pool([{ rep: 'bob@acme.com', weight: 1 }], 5) } },
      is: 9,
    },
    {
      why: 'their own before all',
      settings: { people: { 'ann@acme.com': { caps: { openHot: 2 } } }, pools: { default: pool('everyone', 5) } },
      is: 2,
    },
  ])('$why', ({ settings, is }) => {
    expect(timeOf('ann', team({}, settings))?.caps).toEqual({ openHot: is });
  });

  test('hold against what somebody has', () => {
    const time = timeOf('ann', team({}, { caps: { perDay: 3 } }), new Map([['ann', { openHot: 0, today: 3 }]]));
    expect(time && availabilityAt(time, NOW, 0).present).toBe(false);
  });
});

describe('the local day', () => {
  test('began at the midnight of each', () => {
    expect(daysBegun(team({ reps: [ann, bob] }), NOW)).toEqual([
      { rep: 'ann', since: Date.parse('2026-09-30T22:00:00Z') },
      { rep: 'bob', since: Date.parse('2026-10-01T04:00:00Z') },
    ]);
  });

  test('is by the word of the settings, where they have one', () => {
    const people = { 'bob@acme.com': { timeZone: 'Asia/Tokyo' } };
    expect(zoneOfRep(bob, team({}, { people }))).toBe('Asia/Tokyo');
  });
});
