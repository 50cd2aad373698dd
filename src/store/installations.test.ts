import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb } from './db.ts';
import {
  installationFor,
  installationOf,
  resealInstallation,
  reviveInstallation,
  revokeInstallation,
  saveInstallation,
} from './installations.ts';
import { migrate } from './migrate.ts';
import { ensureWorkspace } from './workspaces.ts';

const NOW = Date.UTC(2026, 10, 22);
const kind = 'slack';
let db: Db;
const closing = new AsyncDisposableStack();

beforeAll(async () => {
  const { url } = closing.use(await ownDatabase());
  const { role } = await migrate(url, NOW);
  db = openDb(url, { max: 3, ...(role !== undefined && { role }) });
  closing.defer(() => db.close());
  for (const id of ['ours', 'theirs'])
    await db.inWorkspace(id, (tx) => ensureWorkspace(tx, { id, name: id, demo: false, connections: [] }, NOW));
});
afterAll(() => closing.disposeAsync());

const save = (workspace: string, id: string, sealed = 'sealed', at = NOW) =>
  db.acrossWorkspaces((tx) => saveInstallation(tx, { workspace, kind, id, name: id, sealed }, at));
const revoke = (id: string, because: string, at = NOW) =>
  db.acrossWorkspaces((tx) => revokeInstallation(tx, { kind, id, because }, at));
const of = (id: string) => db.acrossWorkspaces((tx) => installationOf(tx, kind, id));

test('one workspace has a team; another is refused, until the first lost it', async () => {
  expect(await save('ours', 'T1')).toBe(true);
  expect(await save('theirs', 'T1')).toBe(false);
  expect(await of('T1')).toMatchObject({ workspace: 'ours', installedAt: NOW });
  await revoke('T1', 'account_inactive');
  expect(await save('theirs', 'T1')).toBe(true);
  expect(await save('ours', 'T1')).toBe(false);
  expect(await of('T1')).toMatchObject({ workspace: 'theirs' });
  await db.acrossWorkspaces((tx) => reviveInstallation(tx, { workspace: 'ours', kind, id: 'T1' }));
  expect(await of('T1')).toMatchObject({ workspace: 'theirs' });
});

test('what is installed again works again, with the new tokens', async () => {
  await save('ours', 'T2', 'old');
  await revoke('T2', 'token_revoked');
  await save('ours', 'T2', 'new', NOW + 1);
  expect(await of('T2')).toEqual({
    workspace: 'ours',
    kind,
    id: 'T2',
    name: 'T2',
    sealed: 'new',
    installedAt: NOW + 1,
  });
});

test('the first reason stays, and other tokens bring back nothing that is over', async () => {
  await save('ours', 'T3', 'old');
  await revoke('T3', 'app_uninstalled', NOW + 1);
  await revoke('T3', 'account_inactive', NOW + 2);
  const reseal = { workspace: 'ours', kind, id: 'T3', sealed: 'new' };
  expect(await db.acrossWorkspaces((tx) => resealInstallation(tx, reseal))).toBe(false);
  expect(await of('T3')).toMatchObject({ revokedAt: NOW + 1, revokedBecause: 'app_uninstalled', sealed: 'old' });
});

test('a workspace’s messages go to its newest that works, and it sees no other’s', async () => {
  const newest = (workspace: string) => db.inWorkspace(workspace, (tx) => installationFor(tx, kind, workspace));
  await save('ours', 'T4', 'sealed', NOW + 10);
  await save('ours', 'T5', 'sealed', NOW + 20);
  expect(await newest('ours')).toMatchObject({ id: 'T5' });
  await revoke('T5', 'account_inactive');
  expect(await newest('ours')).toMatchObject({ id: 'T4' });
  const theirs = await db.inWorkspace('theirs', (tx) => installationOf(tx, kind, 'T4'));
  expect(theirs).toBeUndefined();
});
