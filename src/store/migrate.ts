import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

const FOLDER = join(import.meta.dirname, 'migrations');
const APP_ROLE = 'hotlead_app';

/** Any number, the same in every process: starters wait for each other. */
const LOCK = 4_019_441;

/**
 * Brings the database to this version, in one transaction; safe from many processes at once and when there is nothing to do.
 * Answers the role the application should act as: a login that bypasses row-level security steps down to a role that cannot.
 */
export async function migrate(url: string, now: number): Promise<{ applied: string[]; role: string | undefined }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const applied = await applyMissing(client);
    // A login that is no superuser sees no row without this, and a month with rows must not get a partition.
    await client.query("select set_config('hotlead.workspace', '*', true)");
    await addPartitions(client, now);
    const role = await stepDownRole(client);
    await client.query('commit');
    return { applied, role };
  } finally {
    await client.end();
  }
}

async function applyMissing(client: pg.Client): Promise<string[]> {
  await client.query('create table if not exists migrations (name text primary key, applied_at timestamptz not null)');
  const { rows } = await client.query<{ name: string }>('select name from migrations');
  const known = new Set(rows.map((row) => row.name));
  const missing = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql') && !known.has(name)).sort();
  for (const name of missing) {
    await client.query(await readFile(join(FOLDER, name), 'utf8'));
    await client.query('insert into migrations values ($1, now())', [name]);
  }
  return missing;
}

/** Signals of this month and the next twelve have partitions of their own; older and later ones share the default one. */
async function addPartitions(client: pg.Client, now: number): Promise<void> {
  const first = new Date(now);
  for (let ahead = 0; ahead <= 12; ahead++) {
    const from = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + ahead, 1));
    const to = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + ahead + 1, 1));
    const name = `signals_${from.toISOString().slice(0, 7).replace('-', '_')}`;
    const { rows } = await client.query(
      `select 1 from pg_class where relname = $1 and relnamespace = current_schema()::regnamespace
       union all (select 1 from signals where at >= $2 and at < $3 limit 1)`,
      [name, from, to],
    );
    if (rows.length > 0) continue;
    await client.query(
      `create table ${name} partition of signals for values from ('${from.toISOString()}') to ('${to.toISOString()}')`,
    );
    await client.query(`alter table ${name} enable row level security, force row level security`);
  }
}

async function stepDownRole(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ bypasses: boolean }>(
    'select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user',
  );
  if (!rows[0]?.bypasses) return undefined;
  // Roles belong to the whole server: another database's starter may be creating it right now.
  await client.query(
    `do $$ begin create role ${APP_ROLE} nologin; exception when duplicate_object or unique_violation then null; end $$`,
  );
  await client.query(`grant usage on schema public to ${APP_ROLE}`);
  await client.query(`grant select, insert, update, delete on all tables in schema public to ${APP_ROLE}`);
  await client.query(`grant usage on all sequences in schema public to ${APP_ROLE}`);
  return APP_ROLE;
}
