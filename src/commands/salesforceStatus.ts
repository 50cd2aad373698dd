import { parseArgs } from 'node:util';
import { quoted } from '../crm/salesforce/soql.ts';
import type { ShownOrg } from '../keptOrgs.ts';
import { importInWords, progressOf } from '../pipeline/importWords.ts';
import type { SalesforceOrgs } from '../salesforceOrgs.ts';
import { dailyCalls } from '../store/dailyCalls.ts';
import type { Db } from '../store/db.ts';
import { ORG_CALLS, orgReadAt } from '../store/orgs.ts';
import { openStore } from '../store/store.ts';
import { unreadyOf } from '../store/warnings.ts';
import { realWorkspaces } from '../store/workspaces.ts';
import { PRODUCT } from './databaseFor.ts';
import type { Env, Io } from './model.ts';
import { openOrg, orgsFor } from './salesforceOpen.ts';
import { saidNow } from './salesforceSaid.ts';
import { type OrgStatus, statusLines } from './salesforceStatusWords.ts';

/** `hot-lead salesforce status`: every org that is worked on. Exit code 1 when one of them has trouble. Throws sentences for people. */
export async function salesforceStatusCommand(args: string[], io: Io, env: Env): Promise<number> {
  const { json = false } = parseArgs({ args, options: { json: { type: 'boolean' } } }).values;
  await using running = new AsyncDisposableStack();
  const { db, orgs, timeZone } = await orgsFor(env, io, running);
  // A configured org is known by its first login, and by nothing before.
  const failed = orgs.by === 'link' ? undefined : await firstLogin(orgs);
  const all = await orgStatuses({ db, orgs, io });
  if (json) io.out(JSON.stringify(all, undefined, 2));
  else if (failed === undefined || all.length > 0) for (const line of statusLines(all, orgs.by, timeZone)) io.out(line);
  if (failed !== undefined && all.length === 0) io.err(saidNow(failed));
  return failed !== undefined || all.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

async function firstLogin(orgs: SalesforceOrgs): Promise<string | undefined> {
  await orgs.live();
  return orgs.trouble(PRODUCT.workspace);
}

type Asking = { db: Db; orgs: SalesforceOrgs; io: Pick<Io, 'now'> };

/** What is known of each workspace's newest org. */
async function orgStatuses(asking: Asking): Promise<OrgStatus[]> {
  const { db, orgs } = asking;
  const workspaces = await db.acrossWorkspaces(realWorkspaces);
  const all = await Promise.all(
    workspaces.map(async (workspace) => {
      const [org] = await orgs.shown(workspace);
      return org && statusOf(asking, org);
    }),
  );
  return all.filter((each) => each !== undefined);
}

async function statusOf(asking: Asking, shown: ShownOrg): Promise<OrgStatus> {
  const { db, orgs, io } = asking;
  const now = io.now();
  const { workspace, org, userId, instanceUrl, connectedAt } = shown;
  const store = openStore(db);
  const trouble = await orgs.trouble(workspace);
  const kept = await db.inWorkspace(workspace, async (tx) => ({
    calls: await dailyCalls(tx, workspace, ORG_CALLS),
    readAt: await orgReadAt(tx, workspace),
    // What HubSpot lacks, of a workspace with both, is told there.
    unready: (await unreadyOf(tx, workspace)).filter((text) => !text.startsWith('hubspot:')),
  }));
  const userName = trouble === undefined ? await userNameIn(asking, shown) : undefined;
  const importing = await store.together(workspace, (rows) => rows.importOf('salesforce'));
  const troubles = await store.troubles(workspace, now);
  return {
    workspace,
    org,
    by: orgs.by,
    connectedAt: iso(connectedAt),
    ...(userId !== undefined && { userId }),
    ...(userName !== undefined && { userName }),
    ...(instanceUrl !== undefined && { instanceUrl }),
    ...(kept.calls && {
      callsOfTheDay: {
        used: kept.calls.most - kept.calls.remaining,
        of: kept.calls.most,
        heardAt: iso(kept.calls.heardAt),
      },
    }),
    ...(kept.readAt !== undefined && { readAt: iso(kept.readAt) }),
    ...(importing && { importing: importInWords(progressOf(importing, now)) }),
    problems: [...(trouble === undefined ? [] : [trouble]), ...troubles, ...kept.unready].map(saidNow),
  };
}

/** Undefined where the org does not tell it just now: then there is the id. */
async function userNameIn(asking: Asking, { workspace, org, userId, ended }: ShownOrg): Promise<string | undefined> {
  if (userId === undefined || ended !== undefined) return undefined;
  try {
    const opened = await openOrg(asking, { workspace, org });
    const soql = `SELECT Name FROM User WHERE Id = ${quoted(userId)}`;
    const [[user] = []] = await opened.queries({ what: 'read who we are' }, [soql]);
    return typeof user?.['Name'] === 'string' ? user['Name'] : undefined;
  } catch {
    return undefined;
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
