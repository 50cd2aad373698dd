import type { Limits, Portal, PortalOptions } from './portal.ts';
import type { GivenToken } from './tokens.ts';
import type { PropertyWatch } from './webhook-events.ts';

/** What an account pays for. `starter` has neither workflows nor sequences (dossier 3.10, 3.11), `enterprise` alone has events. */
type Plan = 'starter' | 'professional' | 'enterprise';

/** One account, as somebody set it up. */
export type PortalGiven = {
  portalId?: number;
  /** `professional` when left out. */
  plan?: Plan;
  /** Other limits than those of the plan. */
  limits?: Partial<Limits>;
  /** Behavioural events, whatever the plan. */
  enterprise?: boolean;
  searchLagMs?: number;
  /** The account's zone (IANA): where its day ends for the daily limit. */
  timeZone?: string;
  accountType?: string;
  /** `na1` when left out; `eu1` has another address for people. */
  region?: string;
  /** The user who connects the app; 9 when left out. */
  installer?: number;
  /** Scopes that the account's plan does not have. */
  lacksScopes?: Iterable<string>;
  /** How many properties may be added to one kind of record; 1,000 when left out. */
  customProperties?: number;
  tellsBothEnds?: boolean;
  /** Contact properties the app subscribed to, or `all`; creation, deletion, merge, association changes and privacy deletion always come. */
  watched?: Iterable<string> | 'all';
  /** Static tokens. */
  tokens?: GivenToken[];
  /** What an earlier account remembered (see `snapshot`); what is left out is as in a new one. It is used on, not copied. */
  restored?: Partial<PortalState>;
};

/** All that an account remembers, without its settings: data that `structuredClone` and `node:v8` can copy. */
export type PortalState = Omit<Portal, keyof PortalOptions>;

const usualWatch = [
  'hs_analytics_last_visit_timestamp',
  'hs_analytics_last_url',
  'recent_conversion_date',
  'hs_email_last_open_date',
  'hs_email_last_click_date',
  'hs_sales_email_last_replied',
  'engagements_last_meeting_booked',
  'notes_last_contacted',
  'hubspot_owner_id',
  'hs_lead_status',
  'lifecyclestage',
];

// A private app (dossier 3.16).
const limitsOf: Record<Plan, Limits> = {
  starter: { tenSecondly: 100, daily: 250_000, searchPerSecond: 5 },
  professional: { tenSecondly: 190, daily: 625_000, searchPerSecond: 5 },
  enterprise: { tenSecondly: 190, daily: 1_000_000, searchPerSecond: 5 },
};

/** The account's settings, with what is usual for all that was not said. */
export function portalOptions(given: PortalGiven, appId: number, now: () => number): PortalOptions {
  const plan = given.plan ?? 'professional';
  const watched: PropertyWatch = given.watched === 'all' ? 'all' : new Set(given.watched ?? usualWatch);
  return {
    id: given.portalId ?? 62_515,
    appId,
    now,
    limits: { ...limitsOf[plan], ...given.limits },
    accountType: given.accountType ?? 'STANDARD',
    region: given.region ?? 'na1',
    installer: given.installer ?? 9,
    lacksScopes: new Set(given.lacksScopes),
    tellsBothEnds: given.tellsBothEnds ?? false,
    enterprise: given.enterprise ?? plan === 'enterprise',
    searchLagMs: given.searchLagMs ?? 0,
    timeZone: given.timeZone ?? 'UTC',
    customProperties: given.customProperties ?? 1_000,
    watched,
  };
}
