import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb } from './db.ts';
import { migrate } from './migrate.ts';
import { endPortal, forgetPortal, leasePortal, portalOf, portalsOf, renewPortal } from './portals.ts';
import { savePortal } from './savePortal.ts';

const NOW = Date.UTC(2026, 10, 22);
const kind = 'hubspot';
const undecided = 'maybe';
let db: Db;
const closing = new AsyncDisposableStack();

beforeAll(async () => {
  const { url } = closing.use(await ownDatabase());
  const { role } = await migrate(url, NOW);
  db = openDb(url, { max: 4, ...(role !== undefined && { role }) });
  closing.defer(() => db.close());
});
afterAll(() => closing.disposeAsync());

const save = (workspace: string, id: string, sealed = 'sealed') =>
  db.acrossWorkspaces((tx) => savePortal(tx, { workspace, kind, id, name: id, sealed }, { undecided, now: NOW }));
const of = (workspace: string, id: string) => db.inWorkspace(workspace, (tx) => portalOf(tx, { workspace, kind, id }));
const lease = (workspace: string, id: string, sealed: string, now: number) =>
  db.inWorkspace(workspace, (tx) => leasePortal(tx, { workspace, kind, id, sealed }, { until: now + 20, now }));
const renew = (workspace: string, id: string, old: string, sealed: string) =>
  db.inWorkspace(workspace, (tx) => renewPortal(tx, { workspace, kind, id, sealed }, { old, falsely: 'gone' }));
const end = (workspace: string, id: string, because: string, sealed?: string) =>
  db.inWorkspace(workspace, (tx) =>
    endPortal(tx, { workspace, kind, id, ...(sealed && { sealed }) }, { because, undecided, now: NOW }),
  );

test('one of many has the lease, until it is over, and only for the tokens that it read', async () => {
  await save('a1', '1');
  const asked = await Promise.all(Array.from({ length: 8 }, () => lease('a1', '1', 'sealed', NOW)));
  expect(asked.filter(Boolean)).toHaveLength(1);
  expect(await lease('a1', '1', 'sealed', NOW + 19)).toBe(false);
  expect(await lease('a1', '1', 'others', NOW + 20)).toBe(false);
  expect(await lease('a1', '1', 'sealed', NOW + 20)).toBe(true);
});

test('a lease that only a clock far ahead can have taken holds nobody up', async () => {
  await save('a8', '8');
  await lease('a8', '8', 'sealed', NOW + 3_600_000);
  expect(await lease('a8', '8', 'sealed', NOW)).toBe(true);
  expect(await lease('a8', '8', 'sealed', NOW)).toBe(false);
});

test('new tokens end the lease, and only once in place of the same old ones', async () => {
  await save('a2', '2');
  await lease('a2', '2', 'sealed', NOW);
  expect(await renew('a2', '2', 'sealed', 'new')).toBe(true);
  expect(await renew('a2', '2', 'sealed', 'newer')).toBe(false);
  expect(await of('a2', '2')).toMatchObject({ sealed: 'new' });
  expect(await of('a2', '2')).not.toHaveProperty('leaseUntil');
});

test('an end for good stays what it was; a doubtful one may become one, and a late renewal undoes a false one', async () => {
  await save('a3', '3');
  expect([await end('a3', '3', undecided), await end('a3', '3', undecided)]).toEqual([true, false]);
  expect(await db.acrossWorkspaces((tx) => portalsOf(tx, kind, undecided))).toContainEqual(
    expect.objectContaining({ id: '3' }),
  );
  expect(await end('a3', '3', 'gone', 'others')).toBe(false);
  expect([await end('a3', '3', 'gone', 'sealed'), await end('a3', '3', undecided)]).toEqual([true, false]);
  expect(await renew('a3', '3', 'sealed', 'new')).toBe(true);
  expect(await of('a3', '3')).not.toHaveProperty('revokedAt');
});

test('a doubtful account that another workspace takes over never comes back to the first', async () => {
  await save('a4', '4');
  await end('a4', '4', undecided);
  expect(await save('b4', '4')).toBeUndefined();
  expect(await of('a4', '4')).toMatchObject({ revokedBecause: 'another workspace has it' });
  const live = await db.acrossWorkspaces((tx) => portalsOf(tx, kind, undecided));
  expect(live.filter(({ id }) => id === '4').map(({ workspace }) => workspace)).toEqual(['b4']);
});

test('forgotten tokens are nowhere, and nothing brings them back but another installation', async () => {
  await save('a5', '5', 'old');
  await db.inWorkspace('a5', (tx) => forgetPortal(tx, { workspace: 'a5', kind, id: '5' }, NOW));
  expect(await renew('a5', '5', 'old', 'new')).toBe(false);
  expect(await of('a5', '5')).toMatchObject({ sealed: '', revokedBecause: 'uninstalled' });
  expect(await save('a5', '5', 'new')).toBeUndefined();
  expect(await of('a5', '5')).toMatchObject({ sealed: 'new' });
});

test('a workspace sees and changes no other’s account', async () => {
  await save('a6', '6');
  await save('b6', '66');
  const foreign = { workspace: 'b6', kind, id: '66', sealed: 'sealed' };
  expect(await db.inWorkspace('a6', (tx) => portalOf(tx, foreign))).toBeUndefined();
  expect(await db.inWorkspace('a6', (tx) => leasePortal(tx, foreign, { until: NOW + 20, now: NOW }))).toBe(false);
  const change = { because: 'gone', undecided, now: NOW };
  expect(await db.inWorkspace('a6', (tx) => endPortal(tx, foreign, change))).toBe(false);
});

test('a second CRM whose records a workspace holds is never replaced by another account of its kind', async () => {
  const both = (of: string, id: string, name = id) =>
    db.acrossWorkspaces((tx) =>
      savePortal(tx, { workspace: 'a9', kind: of, id, name, sealed: 'sealed' }, { undecided, now: NOW }),
    );
  const held = async (sql: string) => {
    await db.acrossWorkspaces((tx) => tx.query(sql));
    const answer = await both('hubspot', '92');
    await db.acrossWorkspaces(async (tx) => {
      await tx.query("delete from crm_links where workspace = 'a9'");
      await tx.query("delete from identities where workspace = 'a9'");
    });
    return answer;
  };
  await both('salesforce', '00D9');
  await both('hubspot', '91');
  await end('a9', '91', 'gone');
  const refused = { kind: 'records', account: '91' };
  const link = `insert into crm_links (workspace, second, first, how, linked_at)
    values ('a9', 'hubspot:101', '00Q1', 'email', now())`;
  const identity = (value: string) =>
    `insert into identities (workspace, kind, value, subject, id)
     values ('a9', 'salesforce:contact', '${value}', 'lead', gen_random_uuid())`;
  expect(await held(link)).toEqual(refused);
  expect(await held(identity('hubspot:101'))).toEqual(refused);
  expect(await held(identity('00Q1'))).toBeUndefined();
});
