import type { Settings } from '../shared/api.ts';

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
/** Minutes from local midnight; `to` above 1440 ends on the next day. */
export type DayHours = { days: Weekday[]; from: number; to: number };
type Role = 'bdr' | 'ae' | 'csm';
type Caps = { openHot?: number; perDay?: number };

type Person = {
  role?: Role;
  backup?: string;
  country?: string;
  timeZone?: string;
  hours?: DayHours[];
  caps?: Caps;
};
export type PoolMember = { rep: string; weight: number };
export type Pool = { mode: 'assign' | 'claim'; members: PoolMember[] | 'everyone'; role?: Role };
export type Territory = {
  name: string;
  countries?: string[];
  industries?: string[];
  sources?: string[];
  size?: { atLeast?: number; atMost?: number };
  pool: string;
};
export type NamedAccount = { account: string; rep: string; backup: string };

type Routing = {
  people: Record<string, Person>;
  pools: Record<string, Pool>;
  territories: Territory[];
  namedAccounts: NamedAccount[];
  hours: DayHours[];
  coverage: { channel?: string; managers: string[] };
};
type Telling = { notices: Record<string, 'now' | 'digest' | 'off'> };

/** The sections that the page reads beyond those which the answer's own type names. */
export type Model = Settings & { routing: Routing; telling: Telling };

/** The server sends nothing but a published model, so its shape is not asked again. */
export function modelIn(settings: Settings): Model {
  return settings as Model;
}
