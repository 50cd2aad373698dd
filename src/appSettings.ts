import type { Crm } from './crm/crm.ts';
import type { Model } from './domain/model.ts';
import type { Parts } from './pipeline/parts.ts';

/** One HubSpot account and how to reach it; or, with neither token nor portal, every account that installs the app. */
export type HubspotConnection = {
  token?: string;
  portalId?: string;
  oauth?: { clientId: string; clientSecret: string };
  /** Lower-case e-mails of the HubSpot users who may change settings inside HubSpot, beside whoever installed the app. */
  admins?: string[];
  apiUrl?: string;
  uiUrl?: string;
  /** Calls the portal's plan allows this app in ten seconds. */
  callsPer10Seconds: number;
  taskQueues: Record<string, string>;
  /** The company property that names who looks after a customer. */
  csmProperty?: string;
  /** Webhooks are taken only with both. */
  clientSecret?: string;
  appId?: string;
};

/** How sessions are had: somebody connects each org by a link; or one org by the app's key, or by the app alone. */
export type SalesforceLogin =
  | { by: 'link'; clientId: string; clientSecret: string }
  | { by: 'jwt'; clientId: string; username: string; privateKey: string }
  | { by: 'client_credentials'; clientId: string; clientSecret: string };

export type SalesforceConnection = {
  login: SalesforceLogin;
  /** Where users of the org sign in; login.salesforce.com when left out. */
  loginUrl?: string;
  /** The queue for tasks that are nobody's: its developer name or id. */
  taskQueue?: string;
  /** The field of Account that names who looks after a customer. */
  csmField?: string;
  /** The Pub/Sub API's host:port, where changes are to be told as they happen. */
  pubsub?: string;
  /** The most API calls of the rolling day at which we stop, where that is less than the org has. */
  dailyCalls?: number;
  /** Our own pace, since an org has no limit by the second; 200 when left out. */
  callsPer10Seconds?: number;
};

export type SlackConnection = {
  channel: string;
  apiUrl?: string;
  /** One workspace by its token; else any that installs the app. */
  token?: string;
  oauth?: { clientId: string; clientSecret: string };
  /** How presses arrive: signed, or by a socket that we open. Neither: cards have buttons that nobody hears. */
  signingSecret?: string;
  appToken?: string;
};

/** All that one run of the product is started with. */
export type AppSettings = {
  databaseUrl: string;
  redisUrl?: string;
  port: number;
  /** As vendors see us: webhooks are signed for it. */
  publicUrl?: string;
  workspace: { id: string; name: string; demo: boolean };
  hubspot?: HubspotConnection;
  salesforce?: SalesforceConnection;
  /** Where two CRMs are connected: the one that reps work in. The one the workspace began with when left out. */
  home?: Crm['kind'];
  slack?: SlackConnection;
  /** Seals tokens and signs links. */
  secretKey?: string;
  mail?: { url: string; from: string };
  /** The address of a Teams workflow: what is not one rep's, where no chat is. */
  teamsUrl?: string;
  /** Webhooks out may go to addresses inside the own network. */
  hooksToPrivate?: boolean;
  timeZone: string;
  /** What a new workspace decides by; the defaults when left out. */
  firstModel?: Model;
  /** Whoever is in the CRM when a workspace begins is read and scored; true when left out. */
  imports?: boolean;
  /** What happens in the whole account is read beside the records' own histories; true when left out. */
  sources?: boolean;
  tell: Parts['tell'];
  /** Swapped by tests that hold the clock or stop the process on purpose. */
  now?: () => number;
  onCommit?: (when: 'before' | 'after') => void;
  sweepEveryMs?: number;
};
