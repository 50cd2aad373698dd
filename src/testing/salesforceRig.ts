import type { Crm } from '../crm/crm.ts';
import { salesforceOrg, type Org } from '../crm/salesforce/org.ts';
import { salesforceCrm, type SalesforceOptions } from '../crm/salesforce/salesforce.ts';
import {
  startSalesforce,
  type SalesforceOptions as OrgOptions,
  type SalesforceSandbox,
} from '../sandbox/salesforce/salesforce.ts';
import { heldClock, type HeldClock } from './clock.ts';
import { addHotStatus, addSalesforceFields } from './salesforceFields.ts';

/** A sandbox org with a held clock, the adapter on it, and its way to the org for what a test asks in pieces. */
export type SalesforceRig = AsyncDisposable & {
  sandbox: SalesforceSandbox;
  clock: HeldClock;
  crm: Crm;
  org: Org;
  /** Another adapter on the same org, with these options. */
  crmWith(options: Partial<SalesforceOptions>): Crm;
  /** Two reps who can own records. */
  ann: string;
  bob: string;
  /** API calls that `work` took, as Salesforce counts them. */
  callsOf(work: () => Promise<unknown>): Promise<number>;
};

/** Starts one; `setUp: false` leaves out what `hot-lead salesforce setup` deploys. `pageSize`: see `SalesforceOptions`; the rest is the org's. */
export async function startRig({
  setUp = true,
  pageSize = 2_000,
  ...given
}: { setUp?: boolean; pageSize?: number } & Omit<OrgOptions, 'now'> = {}): Promise<SalesforceRig> {
  const clock = heldClock('2026-11-20T12:00:00Z');
  const now = () => clock.now();
  const sandbox = await startSalesforce({ now, ...given });
  if (setUp) {
    addSalesforceFields(sandbox);
    addHotStatus(sandbox);
  }
  const user = (name: string, timeZone: string) =>
    sandbox.addUser({ email: `${name.toLowerCase()}@example.com`, name, timeZone });
  const [ann, bob] = [user('Ann', 'Europe/Berlin'), user('Bob', 'America/New_York')];
  const session = async () => ({ accessToken: sandbox.token, instanceUrl: sandbox.url });
  const options = { session, takeTurn: async () => {}, now, pollMs: 1 };
  const crmWith = (more: Partial<SalesforceOptions>) =>
    salesforceCrm({ ...options, pageSize, instanceUrl: sandbox.url, ...more });
  return {
    sandbox,
    clock,
    ann,
    bob,
    crm: crmWith({}),
    crmWith,
    org: salesforceOrg(options),
    async callsOf(work) {
      const before = sandbox.apiCalls();
      await work();
      return sandbox.apiCalls() - before;
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}
