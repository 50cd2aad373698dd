import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { AppSettings } from './appSettings.ts';
import type { HubspotPortals } from './hubspotPortals.ts';
import type { SalesforceOrgs } from './salesforceOrgs.ts';
import { type Db, openDb } from './store/db.ts';
import { migrate } from './store/migrate.ts';
import { openStore } from './store/store.ts';
import { keepConnectionZone } from './store/workspaces.ts';
import { ownDatabase } from './testing/database.ts';
import { type WorkspacesAtWork, workspacesAtWork } from './workspacesAtWork.ts';

const NOW = Date.UTC(2026, 10, 22);
const SF = 'salesforce:00Q1';
let db: Db;
let id = 'w0';
let round = 0;
let portal: string | undefined;
let org: string | undefined;
/** Accounts that no other workspace has. */
const portalNo = (n: number) => `${round}0${n}`;
const orgNo = (n: number) => `00D${round}0${n}`;
const closing = new AsyncDisposableStack();

beforeAll(async () => {
  const { url } = closing.use(await ownDatabase());
  await migrate(url, NOW);
  db = openDb(url, { max: 3 });
  closing.defer(() => db.close());
});
beforeEach(() => {
  id = `w${(round += 1)}`;
  portal = org = undefined;
});
afterAll(() => closing.disposeAsync());

/** As somebody's portal and org are connected, and go. */
function atWork(): WorkspacesAtWork {
  const portals = {
    live: async () => (portal === undefined ? [] : [{ workspace: id, portal }]),
    tokenOf: () => async () => 'token',
  } as unknown as HubspotPortals;
  const orgs = {
    live: async () => (org === undefined ? [] : [{ workspace: id, org, instanceUrl: 'https://org.example' }]),
    sessionOf: () => async () => ({}),
  } as unknown as SalesforceOrgs;
  const workspace = { id, name: id, demo: false };
  const settings = { workspace, timeZone: 'UTC', imports: false, sources: false } as unknown as AppSettings;
  return workspacesAtWork(settings, {
    db,
    store: openStore(db),
    ways: () => ({ channels: [] }) as never,
    portals,
    orgs,
    now: () => NOW,
  });
}

async function held(kind: 'hubspot' | 'salesforce', ...records: string[]): Promise<void> {
  for (const record of records)
    await db.acrossWorkspaces((tx) =>
      tx.query("insert into identities values ($1, $2, $3, 'lead', gen_random_uuid())", [
        id,
        `${kind}:contact`,
        record,
      ]),
    );
}

const zoned = (connection: string) => db.inWorkspace(id, (tx) => keepConnectionZone(tx, id, connection, 'UTC'));
const both = { kind: 'hubspot', listing: 'hubspot+salesforce' };

test.each(['a refresh', 'a start'])('a second CRM that went is away after %s, and its people wait', async (how) => {
  [portal, org] = [portalNo(1), orgNo(1)];
  const work = atWork();
  await work.refresh();
  await held('hubspot', '101', SF);
  org = undefined;
  const after = how === 'a start' ? atWork() : work;
  expect((await after.refresh()).map((each) => each.id)).toEqual([id]);
  const crm = after.all.get(id)?.crm;
  expect(crm).toMatchObject(both);
  await expect(crm?.readLeads([SF])).rejects.toMatchObject({ kind: 'blocked' });
});

test('a second CRM of which nobody is known and nothing is linked leaves no trace', async () => {
  [portal, org] = [portalNo(1), orgNo(1)];
  await atWork().refresh();
  await held('hubspot', '101');
  org = undefined;
  const work = atWork();
  await work.refresh();
  expect(work.all.get(id)?.crm).not.toHaveProperty('listing');
});

test('the CRM by whose ids everybody is known is the first, though another was connected before it', async () => {
  portal = portalNo(1);
  await atWork().refresh();
  [portal, org] = [undefined, orgNo(1)];
  await atWork().refresh();
  await held('salesforce', '00Q1');
  [portal, org] = [portalNo(1), orgNo(1)];
  const work = atWork();
  await work.refresh();
  expect(work.all.get(id)?.crm).toMatchObject({ kind: 'salesforce', listing: 'salesforce+hubspot' });
});

test('neither of two CRMs is replaced by another account while people of it are known', async () => {
  [portal, org] = [portalNo(1), orgNo(1)];
  await atWork().refresh();
  await zoned('hubspot');
  await held('hubspot', '101', SF);
  org = orgNo(2);
  await expect(atWork().refresh()).rejects.toThrow(`holds the leads of org ${orgNo(1)}`);
  [portal, org] = [portalNo(2), orgNo(1)];
  await expect(atWork().refresh()).rejects.toThrow(`holds the leads of account ${portalNo(1)}`);
});

test('a portal that is second is not replaced by another, once it said that it is this one', async () => {
  org = orgNo(1);
  await atWork().refresh();
  await held('salesforce', '00Q1');
  portal = portalNo(1);
  await atWork().refresh();
  await held('salesforce', 'hubspot:101');
  await zoned('hubspot');
  portal = portalNo(2);
  await expect(atWork().refresh()).rejects.toThrow(`holds the leads of account ${portalNo(1)}`);
});
