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
