import type { Caps } from '../hours/availability.ts';

/** What somebody in sales does: finds new business, closes it, looks after customers. */
export type Role = 'bdr' | 'ae' | 'csm';

/** Working time on some days, in minutes from local midnight; `to` above 1440 ends on the next day. */
export type DayHours = { days: Weekday[]; from: number; to: number };
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** What the CRM does not say of a rep, or says wrongly. All of it may be left out. */
export type Person = {
  role?: Role;
  /** The e-mail of who covers. */
  backup?: string;
  /** ISO 3166 country, with a subdivision where holidays differ: "DE", "DE-BY". Without it nobody knows their holidays. */
  country?: string;
  /** IANA zone, stronger than the CRM's. */
  timeZone?: string;
  /** Stronger than the CRM's. */
  hours?: DayHours[];
  caps?: Caps;
};

/** Weights are relative to the others of the pool; 0 gets leads only when no one else can. */
export type PoolMember = { rep: string; weight: number };

export type Pool = {
  /** `assign` names a rep; `claim` asks the pool's people to take it. */
  mode: 'assign' | 'claim';
  /** Reps by e-mail, or every active rep with the same weight (of one role, where `role` is given). */
  members: PoolMember[] | 'everyone';
  role?: Role;
  /** Stronger than `routing.caps`, weaker than a person's. */
  caps?: Caps;
  /** The part of the weight in the first week of membership, in the second ...; after the last, all of it. */
  rampUp?: number[];
};

/** Which leads a territory has: every test given must hold; an unknown fact fails a test, one that lists '?' apart. */
export type Territory = {
  name: string;
  /** As the CRM has them, whatever their case; '?' is "not known". */
  countries?: string[];
  industries?: string[];
  /** The source of the signal that made the lead hot. */
  sources?: string[];
  /** People at the company, both ends included. */
  size?: { atLeast?: number; atMost?: number };
  /** A key of `pools`. */
  pool: string;
};

/** A company that one rep looks after: nobody else may claim its leads. */
export type NamedAccount = {
  /** The e-mail domain, or `name:` and the name as in accountKeyOf. */
  account: string;
  rep: string;
  /** Must be another. */
  backup: string;
};

/** Who gets a hot lead. People are named by e-mail in lower case. */
export type RoutingSettings = {
  people: Record<string, Person>;
  /** `default` must be there. */
  pools: Record<string, Pool>;
  /** The first that matches has the lead. */
  territories: Territory[];
  namedAccounts: NamedAccount[];
  /**
   * Which role a deal stage asks for, by the CRM's stage id or label; an open deal in a stage not named asks for its AE, a won
   * one for the CSM. `tags` says the same of the manual tag of a lead without a deal.
   */
  stages: Record<string, Role>;
  tags: Record<string, Role>;
  /** Pools for customers without a CSM of their own, for trial users who use the product, and for poor fits in a fast lane. */
  customerPool?: string;
  productPool?: string;
  poorFitPool?: string;
  /** Lifecycles of people who try the product. */
  trialLifecycles: string[];
  /** An owner who has not touched a lead for this long has lost it. 0: never. */
  freshDays: number;
  /** A principal who is back in less than this gets what is no fast lane then. */
  holdHours: number;
  /** No new lead this near the end of a shift. */
  bufferMinutes: number;
  caps: Caps;
  /** The working week of reps of whom nobody knows another. */
  hours: DayHours[];
  /** Who hears of what nobody covers: a channel (#name) and the managers' e-mails. */
  coverage: { channel?: string; managers: string[] };
  /** `ours`: only a lead that this application gave an owner changes owner when it is reassigned; `always`: every one. */
  reassignOwner: 'ours' | 'always';
};

const weekdays: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** One founder who sells needs no settings: everything goes to whoever is there, round robin. */
export const defaultRouting: RoutingSettings = {
  people: {},
  pools: { default: { mode: 'assign', members: 'everyone' } },
  territories: [],
  namedAccounts: [],
  stages: {},
  tags: { prospect: 'bdr', opportunity: 'ae', customer: 'csm' },
  trialLifecycles: [],
  freshDays: 122,
  holdHours: 14,
  bufferMinutes: 0,
  caps: {},
  hours: [{ days: weekdays, from: 540, to: 1080 }],
  coverage: { managers: [] },
  reassignOwner: 'ours',
};
