import type { SetupOrg } from '../crm/salesforce/setup/setup-org.ts';
import type { SalesforceOrgs } from '../salesforceOrgs.ts';
import { PRODUCT } from './databaseFor.ts';
import type { Env, Io } from './model.ts';
import { openOrg, orgsFor } from './salesforceOpen.ts';

/** The org of a workspace to set up, open until `running` is disposed. Throws a sentence for people. */
export async function orgToSetUp(
  env: Env,
  { workspace = PRODUCT.workspace, io }: { workspace: string | undefined; io: Io },
  running: AsyncDisposableStack,
): Promise<SetupOrg> {
  const { db, orgs } = await orgsFor(env, io, running);
  const live = (await orgs.live()).find((one) => one.workspace === workspace);
  const trouble = await orgs.trouble(workspace);
  if (live === undefined || trouble !== undefined) throw new Error(trouble ?? nothingConnected(orgs, workspace));
  const heard: { calls?: { used: number; limit: number } } = {};
  const keepDaily = (calls: { used: number; limit: number }) => void (heard.calls = calls);
  const org = await openOrg({ db, orgs, io }, live, keepDaily);
  return {
    org,
    orgId: live.org,
    instanceUrl: live.instanceUrl,
    now: () => io.now(),
    calls: () => heard.calls,
    tell: (line) => io.err(line),
  };
}

function nothingConnected({ by }: SalesforceOrgs, workspace: string): string {
  return by === 'link'
    ? `no Salesforce org is connected in workspace ${workspace}: \`npx hot-lead salesforce install\` prints the link`
    : `workspace ${workspace} has no Salesforce org: the configured one is that of ${PRODUCT.workspace}`;
}
