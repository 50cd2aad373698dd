import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ownDatabase } from '../testing/database.ts';
import { type Db, openDb } from './db.ts';
import { migrate } from './migrate.ts';
import { keepReps } from './reps.ts';
import { noteUnready, warningsOf } from './warnings.ts';
import { ensureWorkspace } from './workspaces.ts';

const NOW = Date.UTC(2026, 10, 22);
let db: Db;
const closing = new AsyncDisposableStack();

beforeAll(async () => {
  const { url } = closing.use(await ownDatabase());
  const { role } = await migrate(url, NOW);
  db = openDb(url, { max: 2, ...(role !== undefined && { role }) });
  closing.defer(() => db.close());
  for (const id of ['ours', 'theirs'])
    await db.inWorkspace(id, async (tx) => {
      await ensureWorkspace(tx, { id, name: id, demo: false, connections: [] }, NOW);
      const rep = (record: string, active: boolean) => ({ record, name: `Rep ${record}`, active, available: true });
      await keepReps(tx, id, 'hubspot', [rep('1', true), rep('2', true), rep('3', false)], NOW);
    });
});
afterAll(() => closing.disposeAsync());

const warnings = (workspace = 'ours') => db.inWorkspace(workspace, (tx) => warningsOf(tx, workspace));
const run = (sql: string) => db.inWorkspace('ours', (tx) => tx.query(sql));

test('nothing is worth a warning before anybody was looked for', async () => {
  expect(await warnings()).toEqual([]);
});

test('active reps that were looked for in vain, and webhooks that are over, are counted for their workspace alone', async () => {
  await run("update reps set chat_trouble = 'no account'");
  await run(
    "insert into hooks (workspace, url, events, sealed, created_at, disabled_at) values ('ours', 'https://a.example', '[]', 's', now(), now())",
  );
  expect(await warnings()).toEqual([
    '2 reps are not found in Slack: hot-lead slack reps says who, and why',
    '1 webhook is called no more: hot-lead hooks says which, and why',
  ]);
  expect(await warnings('theirs')).toEqual([]);
});

test('what the CRM lacks is a warning until the next look finds nothing', async () => {
  const keep = (problems: string[]) =>
    db.inWorkspace('ours', (tx) => noteUnready(tx, 'ours', 'salesforce', problems, NOW));
  const lacking = 'salesforce: Lead lacks fields: run `hot-lead salesforce setup`';
  await keep([lacking]);
  expect(await warnings()).toContain(lacking);
  expect(await warnings('theirs')).toEqual([]);
  await keep([]);
  expect(await warnings()).not.toContain(lacking);
});
