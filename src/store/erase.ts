import { createHash } from 'node:crypto';
import type { OwnedEpisode } from '../domain/decision.ts';
import { json, type Tx, timestamp } from './db.ts';
import { latestEpisodes } from './looks.ts';

/** What is left of an erased lead until its messages are changed: ids that say nothing of anybody. */
export type Erasing = { leads: string[]; episodes: string[] };

/** A message about an erased lead that may still be changed. */
export type ErasedMessage = { channel: string; place: string; message: string };

/** Notes that the person behind a record asked to be forgotten: whatever still reports the record is not kept. */
export async function markErased(tx: Tx, workspace: string, crm: string, record: string, now: number): Promise<void> {
  await tx.query('insert into erased values ($1, $2, $3) on conflict do nothing', [
    workspace,
    hashOf(workspace, crm, record),
    timestamp(now),
  ]);
}

/** Those of the records whose person asked to be forgotten. */
export async function erasedAmong(tx: Tx, workspace: string, crm: string, records: string[]): Promise<Set<string>> {
  const byHash = new Map(records.map((record) => [hashOf(workspace, crm, record).toString('hex'), record]));
  const rows = await tx.query<{ hash: string }>(
    `select encode(id, 'hex') as hash from erased where workspace = $1 and id = any($2::bytea[])`,
    [workspace, [...byHash.keys()].map((hash) => `\\x${hash}`)],
  );
  return new Set(rows.flatMap(({ hash }) => byHash.get(hash) ?? []));
}

/** The leads behind a record, locked, with their episodes, and all records they have in that CRM. */
export async function erasingOf(
  tx: Tx,
  workspace: string,
  crm: string,
  record: string,
): Promise<Erasing & { records: string[] }> {
  const kind = `${crm}:contact`;
  const found = await tx.query<{ id: string }>(
    `select l.id from leads l join identities i on i.workspace = $1 and i.id = l.id
     where l.workspace = $1 and i.kind = $2 and i.value = $3 order by l.id for update of l`,
    [workspace, kind, record],
  );
  const leads = found.map(({ id }) => id);
  const episodes = await tx.query<{ id: string }>('select id from episodes where workspace = $1 and lead = any($2)', [
    workspace,
    leads,
  ]);
  const records = await tx.query<{ value: string }>(
    'select value from identities where workspace = $1 and kind = $2 and id = any($3)',
    [workspace, kind, leads],
  );
  return { leads, episodes: episodes.map(({ id }) => id), records: records.map(({ value }) => value) };
}

/** Those of these leads' episodes that are not over. */
export async function openEpisodesOf(tx: Tx, workspace: string, leads: string[]): Promise<OwnedEpisode[]> {
  const latest = await latestEpisodes(tx, workspace, leads);
  return [...latest.values()].filter(({ state }) => state !== 'closed');
}

/** Messages that told of notices about these leads; they name nobody where they are kept. */
export async function noticeMessages(tx: Tx, workspace: string, leads: string[]): Promise<ErasedMessage[]> {
  return tx.query<ErasedMessage>(
    `select distinct d.channel, d.place, d.message from notices n
     join steps s on s.workspace = $1 and s.kind = 'notice' and s.subject = n.id::text
     join deliveries d on d.workspace = $1 and d.step = s.id
     where n.workspace = $1 and (n.lead = any($2) or exists (
       select from jsonb_path_query(n.facts, '$.people[*].id') p where p #>> '{}' = any($2::text[])))`,
    [workspace, leads],
  );
}

/** What is under way to change the messages of these episodes. */
export async function areCardsDue(tx: Tx, workspace: string, episodes: string[]): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from steps where workspace = $1 and kind = 'card' and subject = any($2) and done_at is null
       and failed_at is null limit 1`,
    [workspace, episodes],
  );
  return rows.length > 0;
}

/** The step of erasing has begun: what it needs to end is kept with it. */
export async function goOnErasing(tx: Tx, workspace: string, step: string, payload: object, at: number): Promise<void> {
  await tx.query(
    'update steps set payload = $3, due_at = $4, claimed_until = null, attempts = 0 where workspace = $1 and id = $2',
    [workspace, step, json(payload), timestamp(at)],
  );
}

/**
 * Deletes all that is kept of these leads, but for what finds their messages: see `forgetErased`. Counts stay, without anything
 * that leads back to the person: episodes and their times go on under other ids. Safe twice.
 */
export async function eraseLeads(tx: Tx, workspace: string, erasing: Erasing, records: string[]): Promise<void> {
  const { leads, episodes } = erasing;
  const named = [...leads, ...episodes];
  const run = (sql: string, ...more: unknown[]) => tx.query(sql, [workspace, ...more]);
  const accounts = await tx.query<{ account: string }>(
    'select distinct account from leads where workspace = $1 and id = any($2) and account is not null',
    [workspace, leads],
  );
  for (const lead of leads) {
    // The log lets go of one lead at a time, by name.
    await tx.query("select set_config('hotlead.erasing', $1, true)", [lead]);
    await run('delete from decisions where workspace = $1 and lead = $2', lead);
  }
  for (const table of ['signals', 'deal_leads', 'crm_writes', 'notices'])
    await run(`delete from ${table} where workspace = $1 and lead = any($2)`, leads);
  await run('delete from identities where workspace = $1 and id = any($2)', leads);
  await run('delete from seen where workspace = $1 and left(id, 36) = any($2)', leads);
  await run('delete from leads where workspace = $1 and id = any($2)', leads);
  await deleteSpeakingOf(tx, workspace, 'notices', 'facts::text', named);
  await deleteSpeakingOf(tx, workspace, 'hook_events', 'data::text', named);
  await deleteSpeakingOf(tx, workspace, 'presses', "key || ' ' || answer::text", named);
  // Deleting in the order of ids, as others lock.
  await deleteSpeakingOf(
    tx,
    workspace,
    'steps',
    "subject || ' ' || key || ' ' || payload::text",
    named,
    "kind <> 'erase'",
  );
  await run("delete from steps where workspace = $1 and kind in ('read', 'catchup') and subject = any($2)", records);
  await run(
    `delete from steps s using action_calls a where s.workspace = $1 and s.kind = 'action' and a.workspace = $1
       and a.record = any($2) and strpos(s.subject || ' ' || s.key, a.id) > 0`,
    records,
  );
  await run('delete from action_calls where workspace = $1 and record = any($2)', records);
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

/** Once its messages are changed: forgets where they are, and gives what is only counted ids of which nobody knows whose they were. */
export async function forgetErased(
  tx: Tx,
  workspace: string,
  { leads, episodes }: Erasing,
  step: string,
): Promise<void> {
  await tx.query('delete from deliveries where workspace = $1 and episode = any($2)', [workspace, episodes]);
  await deleteSpeakingOf(tx, workspace, 'steps', "subject || ' ' || key", episodes, "kind = 'card'");
  await tx.query('delete from steps where workspace = $1 and id = $2', [workspace, step]);
  for (const lead of leads) {
    await tx.query(
      `with other as (select gen_random_uuid() as id),
         r as (update rounds set lead = (select id from other) where workspace = $1 and lead = $2),
         c as (update crossings set lead = (select id from other) where workspace = $1 and lead = $2)
       update episodes set lead = (select id from other), reasons = '[]', facts = '{}', routing_note = '',
         waiting_because = null, tried = '[]', claimable_by = null, line = null, turn = null, task = null,
         status_before = null, escalated = null, closed_because = null
       where workspace = $1 and lead = $2`,
      [workspace, lead],
    );
  }
  for (const episode of episodes) {
    await tx.query(
      `with other as (select gen_random_uuid() as id),
         r as (update rounds set episode = (select id from other) where workspace = $1 and episode = $2),
         h as (update holdings set episode = (select id from other) where workspace = $1 and episode = $2)
       update episodes set id = (select id from other) where workspace = $1 and id = $2`,
      [workspace, episode],
    );
  }
}

/** Rows whose text names one of these ids; `and` narrows them down. */
async function deleteSpeakingOf(tx: Tx, workspace: string, table: string, text: string, ids: string[], and = 'true') {
  if (ids.length === 0) return;
  await tx.query(`delete from ${table} where workspace = $1 and ${and} and (${text}) ~ $2`, [workspace, ids.join('|')]);
}

/** A company that nobody else is of is known by this person only. */
async function eraseCompanies(tx: Tx, workspace: string, accounts: string[]): Promise<void> {
  const alone = await tx.query<{ id: string }>(
    `select id from accounts a where workspace = $1 and id = any($2)
       and not exists (select from leads l where l.workspace = $1 and l.account = a.id)`,
    [workspace, accounts],
  );
  const ids = alone.map(({ id }) => id);
  for (const table of ['signals', 'notices'])
    await tx.query(`delete from ${table} where workspace = $1 and account = any($2)`, [workspace, ids]);
  await deleteSpeakingOf(
    tx,
    workspace,
    'steps',
    "subject || ' ' || key || ' ' || payload::text",
    ids,
    "kind <> 'erase'",
  );
  await tx.query('delete from seen where workspace = $1 and left(id, 36) = any($2)', [workspace, ids]);
  await tx.query('delete from accounts where workspace = $1 and id = any($2)', [workspace, ids]);
}

function hashOf(workspace: string, crm: string, record: string): Buffer {
  return createHash('sha256').update(`${workspace} ${crm} ${record}`).digest();
}
