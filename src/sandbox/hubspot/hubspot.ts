import { startServer, type SandboxServer } from '../server.ts';
import { accountRoutes } from './account-routes.ts';
import { activityRoutes } from './activity-routes.ts';
import { associationRoutes } from './association-routes.ts';
import { batchRoutes } from './batch-routes.ts';
import { endpoints } from './endpoint.ts';
import { newMeter } from './limits.ts';
import { oauthRoutes, type Grants } from './oauth.ts';
import { objectRoutes } from './object-routes.ts';
import { ownerRoutes } from './owners.ts';
import { newPortal, type Limits, type Portal, type PortalOptions } from './portal.ts';
import { propertyRoutes } from './property-routes.ts';
import { Refusal } from './refusal.ts';
import { searchRoute } from './search.ts';
import { seeds, type Seeds } from './seeds.ts';
import { sequenceRoutes } from './sequences.ts';
import { newCredentials, type GivenToken } from './tokens.ts';
import type { PropertyWatch } from './webhook-events.ts';
import { webhookSender, type Delivery, type Sending } from './webhook-sending.ts';

export type HubspotOptions = {
  /** None or 0 takes a free one. */
  port?: number;
  now?: () => number;
  portalId?: number;
  appId?: number;
  clientId?: string;
  clientSecret?: string;
  /** Static tokens; without it one, `sandbox-token`, with every scope. */
  tokens?: GivenToken[];
  /** Defaults: 190 in 10 s, 625,000 a day, 5 searches a second. */
  limits?: Partial<Limits>;
  enterprise?: boolean;
  searchLagMs?: number;
  /** The account's zone (IANA): where its day ends for the daily limit. */
  timeZone?: string;
  /** Contact properties the app subscribed to, or `all`; creation, deletion, merge, association changes and privacy deletion always come. */
  watched?: Iterable<string> | 'all';
  /** What an earlier account remembered (see `snapshot`); what is left out is as in a new one. It is used on, not copied. */
  restored?: Partial<PortalState>;
};

/** All that an account remembers, without its settings: data that `structuredClone` and `node:v8` can copy. */
export type PortalState = Omit<Portal, keyof PortalOptions>;

/** A HubSpot account on loopback, with what a test or a demo does to it from outside the API. */
export type HubspotSandbox = SandboxServer &
  Seeds & {
    readonly portalId: number;
    readonly appId: number;
    readonly clientId: string;
    readonly clientSecret: string;
    /** Changes how long a change stays invisible to search. */
    setSearchLag(ms: number): void;
    /** An authorization code, as the consent screen would give it, good once. */
    issueCode(scopes: string[]): string;
    /** A refresh token of an installed app. */
    issueRefreshToken(scopes: string[]): string;
    /** Sends the queued webhook events, at most 100 a delivery, signed as HubSpot signs (v3). */
    sendWebhooks(targetUrl: string, sending?: Sending): Promise<Delivery[]>;
    /** Sends again what failed, or everything sent so far. */
    redeliver(which?: 'failed' | 'all', sending?: Sending): Promise<Delivery[]>;
    /** Webhook events waiting to be sent. */
    unsentWebhooks(): number;
    /** What the account remembers now. It is the live state: copy it before the next call, and leave it as it is. */
    snapshot(): PortalState;
  };

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

/** Starts an empty account (HubSpot's own properties, no records). Close it, or `await using`. */
export async function startHubspot(options: HubspotOptions = {}): Promise<HubspotSandbox> {
  const now = options.now ?? Date.now;
  const settings = portalOptions(options, now);
  const portal = { ...newPortal(settings), ...options.restored };
  const clientSecret = options.clientSecret ?? 'sandbox-client-secret';
  const clientId = options.clientId ?? 'sandbox-client-id';
  const grants: Grants = { codes: new Map(), refreshTokens: new Map() };
  const server = await startServer({
    ...(options.port === undefined ? {} : { port: options.port }),
    now,
    // HubSpot's own answer to an unknown path is not documented; this is its general error shape.
    notFound: ({ method, path }) => new Refusal(404, 'OBJECT_NOT_FOUND', `Unable to find ${method} ${path}`).reply(),
  });
  addRoutes(server, portal, { clientId, clientSecret, grants }, options.tokens);
  const sender = webhookSender(portal, clientSecret);
  return {
    ...server,
    ...seeds(portal),
    portalId: portal.id,
    appId: portal.appId,
    clientId,
    clientSecret,
    setSearchLag: (ms) => void (portal.searchLagMs = ms),
    issueCode: (scopes) => granted(grants.codes, `sandbox-code-${grants.codes.size + 1}`, scopes),
    issueRefreshToken: (scopes) =>
      granted(grants.refreshTokens, `sandbox-refresh-${grants.refreshTokens.size + 1}`, scopes),
    sendWebhooks: (targetUrl, sending) => sender.send(targetUrl, sending),
    redeliver: (which, sending) => sender.redeliver(which, sending),
    unsentWebhooks: () => portal.unsent.length,
    snapshot: () => stateOf(portal, settings),
  };
}

function stateOf(portal: Portal, settings: PortalOptions): PortalState {
  return Object.fromEntries(Object.entries(portal).filter(([name]) => !(name in settings))) as PortalState;
}

function portalOptions(options: HubspotOptions, now: () => number): PortalOptions {
  const watched: PropertyWatch = options.watched === 'all' ? 'all' : new Set(options.watched ?? usualWatch);
  return {
    id: options.portalId ?? 62_515,
    appId: options.appId ?? 1_160_452,
    now,
    limits: { tenSecondly: 190, daily: 625_000, searchPerSecond: 5, ...options.limits },
    enterprise: options.enterprise ?? false,
    searchLagMs: options.searchLagMs ?? 0,
    timeZone: options.timeZone ?? 'UTC',
    watched,
  };
}

function addRoutes(
  server: SandboxServer,
  portal: Portal,
  app: { clientId: string; clientSecret: string; grants: Grants },
  tokens: GivenToken[] = [{ token: 'sandbox-token' }],
): void {
  const credentials = newCredentials(tokens, portal.now);
  const meter = newMeter(portal.limits, portal.now, dayIn(portal.timeZone));
  const add = endpoints(server, portal, meter, credentials);
  oauthRoutes(server, portal, app, credentials);
  searchRoute(add);
  batchRoutes(add);
  objectRoutes(add);
  associationRoutes(add);
  propertyRoutes(add);
  ownerRoutes(add);
  accountRoutes(add);
  activityRoutes(add);
  sequenceRoutes(add);
}

/** Names the account's calendar day of a time. */
function dayIn(timeZone: string): (at: number) => string {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone });
  return (at) => calendar.format(at);
}

function granted(grants: Map<string, string[]>, token: string, scopes: string[]): string {
  grants.set(token, scopes);
  return token;
}
