import { forgetLinks } from './crmLinks.ts';
import type { Tx } from './db.ts';
import type { Erasing } from './erasing.ts';

/**
 * Deletes all that is kept of these leads, but for what finds their messages: see `forgetErased`. Counts stay, without anything
 * that leads back to the person: episodes and their times go on under other ids. Safe twice. Every row is found by an index: of one
 * person there is little, and everybody waits.
 */
export async function eraseLeads(tx: Tx, workspace: string, crm: string, erasing: Erasing): Promise<void> {
  const { leads, episodes, records, others } = erasing;
  const run = <Row>(sql: string, ...more: unknown[]) => tx.query<Row>(sql, [workspace, ...more]);
  const accounts = await run<{ account: string }>(
    'select distinct account from leads where workspace = $1 and id = any($2) and account is not null',
    leads,
  );
  for (const lead of leads) {
    // The log lets go of one lead at a time, by name.
    await tx.query("select set_config('hotlead.erasing', $1, true)", [lead]);
    await run('delete from decisions where workspace = $1 and lead = $2', lead);
  }
  const written = [...records, ...others].map((record) => `${crm}:${record}`);
  await run('delete from crm_writes where workspace = $1 and id = any($2)', written);
  for (const table of ['signals', 'deal_leads'])
    await run(`delete from ${table} where workspace = $1 and lead = any($2)`, leads);
  await run('delete from identities where workspace = $1 and id = any($2)', leads);
  await run('delete from gone_records where workspace = $1 and lead = any($2)', leads);
  await forgetLinks(tx, workspace, [...records, ...others]);
  await run('delete from merged_records where workspace = $1 and crm = $2 and record = any($3)', crm, records);
  await deleteSeen(tx, workspace, leads);
  await run('delete from leads where workspace = $1 and id = any($2)', leads);
  await deleteNotices(tx, workspace, leads);
  await run('delete from hook_events where workspace = $1 and episode = any($2)', episodes);
  await deletePresses(tx, workspace, [...leads, ...episodes]);
  await deleteCalls(tx, workspace, records);
  await deleteSteps(tx, workspace, [...leads, ...episodes]);
  await run("delete from steps where workspace = $1 and kind in ('read', 'catchup') and subject = any($2)", records);
  await run('delete from source_gaps where workspace = $1 and record = any($2)', records);
  await run('delete from plans where workspace = $1');
  // Whatever shows them is to show that they are gone, however old it is, and whichever round it was of.
  await run(
    `update deliveries set note = null, shown = '', rep = null, account = null, round = null,
       posted_at = greatest(posted_at, now())
     where workspace = $1 and episode = any($2)`,
    episodes,
  );
  await eraseCompanies(
    tx,
    workspace,
    accounts.map(({ account }) => account),
  );
}

/** Ids there begin with whose they are. */
async function deleteSeen(tx: Tx, workspace: string, owners: string[]): Promise<void> {
  for (const owner of owners)
    await tx.query('delete from seen where workspace = $1 and id >= $2 and id < $3', [
      workspace,
      `${owner}:`,
      // What comes after a colon.
      `${owner};`,
    ]);
}

async function deleteNotices(tx: Tx, workspace: string, leads: string[]): Promise<void> {
  const gone = await tx.query<{ id: string }>(
    'delete from notices where workspace = $1 and lead = any($2) returning id',
    [workspace, leads],
  );
  // Only a company's name people, and those are few.
  const naming = await tx.query<{ id: string }>(
    `delete from notices where workspace = $1 and account is not null and exists (
       select from jsonb_path_query(facts, '$.people[*].id') p where p #>> '{}' = any($2::text[])) returning id`,
    [workspace, leads],
  );
  await deleteSteps(
    tx,
    workspace,
    [...gone, ...naming].map(({ id }) => id),
  );
}

/** Few are kept, for a month: people press them. Their keys may say what was pressed, what they were answered says it in words. */
async function deletePresses(tx: Tx, workspace: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query('delete from presses where workspace = $1 and key ~ $2', [workspace, ids.join('|')]);
}

/** What workflows asked about these records. */
async function deleteCalls(tx: Tx, workspace: string, records: string[]): Promise<void> {
  const calls = await tx.query<{ id: string }>(
    'delete from action_calls where workspace = $1 and record = any($2) returning id',
    [workspace, records],
  );
  await deleteSteps(
    tx,
    workspace,
    calls.map(({ id }) => id),
  );
}

/** Whatever else a step says of somebody, its subject says whose it is. */
async function deleteSteps(tx: Tx, workspace: string, subjects: string[]): Promise<void> {
  await tx.query("delete from steps where workspace = $1 and subject = any($2) and kind <> 'erase'", [
    workspace,
    subjects,
  ]);
}

/** A company that nobody else is of is known by this person only. */
async function eraseCompanies(tx: Tx, workspace: string, accounts: string[]): Promise<void> {
  const alone = await tx.query<{ id: string }>(
    `select id from accounts a where workspace = $1 and id = any($2)
       and not exists (select from leads l where l.workspace = $1 and l.account = a.id)`,
    [workspace, accounts],
  );
  const ids = alone.map(({ id }) => id);
  if (ids.length === 0) return;
  const notices = await tx.query<{ id: string }>(
    'delete from notices where workspace = $1 and account = any($2) returning id',
    [workspace, ids],
  );
  await tx.query('delete from signals where workspace = $1 and account = any($2)', [workspace, ids]);
  await deleteSteps(tx, workspace, [...ids, ...notices.map(({ id }) => id)]);
  await deleteSeen(tx, workspace, ids);
  await tx.query('delete from accounts where workspace = $1 and id = any($2)', [workspace, ids]);
}
