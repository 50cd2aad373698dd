import { startPubSub } from '../salesforce/pubsub.ts';
import { startSalesforce, type SalesforceSandbox } from '../salesforce/salesforce.ts';
import { hireInOrg, seedOrg } from './company-org.ts';
import { fitsOrg, type OrgState, rememberOrg } from './org-memory.ts';
import { orgPages } from './org-pages.ts';

/** How an app reaches the demo's org: by its consumer key, as the org's integration user. */
export type OrgReach = { clientId: string; clientSecret: string; loginUrl: string };

export type DemoOrg = {
  org: SalesforceSandbox;
  reach: OrgReach;
  /** The Pub/Sub API's host:port. */
  pubsub: string;
  state: () => OrgState;
  takeUnknownCalls: () => string[];
  close(): Promise<void>;
};

type Options = {
  now: () => number;
  /** Deploys and gives what the app needs of an org; called at each start, with the users there and nothing else. */
  setUp: (reach: OrgReach) => Promise<void>;
  /** As an earlier run left it. */
  found?: OrgState;
  lastId: number;
};

const APP = { clientId: 'hot-lead-signal-demo', clientSecret: 'the-demo-has-nothing-to-hide', callback: '' };
/** All that the app follows: a real org of the cheapest kind tells of five objects. */
const FOLLOWED = ['Lead', 'Contact', 'Task', 'CampaignMember', 'Opportunity', 'Hot_Signal__c'];

/** The org of the demo's company, set up and peopled, as an earlier run left it. Throws what setting it up throws. */
export async function openDemoOrg(port: number, { now, setUp, found, lastId }: Options): Promise<DemoOrg> {
  await using opening = new AsyncDisposableStack();
  const org = opening.use(await startSalesforce({ port, now }));
  hireInOrg(org);
  const runAs = org.ground.query(`SELECT Username FROM User WHERE Id = '${org.integrationUser}'`, { as: '' }).rows[0];
  org.addApp({ ...APP, runAs: String(runAs?.['Username']) });
  const reach = { clientId: APP.clientId, clientSecret: APP.clientSecret, loginUrl: org.url };
  await setUp(reach);
  const fitting = found !== undefined && fitsOrg(org, found) ? found : undefined;
  const state = rememberOrg(org, lastId, fitting);
  if (fitting === undefined) seedOrg(org, now());
  orgPages(org);
  const pubsub = opening.use(await startPubSub(org.ground, { entities: FOLLOWED }));
  const kept = opening.move();
  const takeUnknownCalls = () => org.takeUnknownCalls();
  // TLS has names for servers, no addresses: with one Node warns.
  const endpoint = pubsub.endpoint.replace('127.0.0.1', 'localhost');
  return { org, reach, pubsub: endpoint, state, takeUnknownCalls, close: () => kept.disposeAsync() };
}
