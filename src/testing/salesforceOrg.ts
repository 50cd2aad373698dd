import { startSalesforce, type SalesforceOptions, type SalesforceSandbox } from '../sandbox/salesforce/salesforce.ts';
import { heldClock, type HeldClock } from './clock.ts';
import { salesforceOrg, type Org, type OrgOptions } from '../crm/salesforce/org.ts';

export type TestOrg = AsyncDisposable & { sandbox: SalesforceSandbox; clock: HeldClock; now: () => number; org: Org };

/** An empty sandbox org on a held clock and our way to it. */
export async function startOrg(options: Partial<OrgOptions> = {}, given: SalesforceOptions = {}): Promise<TestOrg> {
  const clock = heldClock('2026-11-20T12:00:00Z');
  const now = () => clock.now();
  const sandbox = await startSalesforce({ now, ...given });
  const session = async () => ({ accessToken: sandbox.token, instanceUrl: sandbox.url });
  const org = salesforceOrg({ session, takeTurn: async () => {}, now, pollMs: 1, ...options });
  return { sandbox, clock, now, org, [Symbol.asyncDispose]: () => sandbox.close() };
}
