import { describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ownDatabase } from './database.ts';

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a database of one’s own', () => {
  test('is prepared before it is handed over', async () => {
    await using database = await ownDatabase(async (url) => {
      await ask(url, 'create table lead (id int)');
    });
    expect(await ask(database.url, 'select count(*)::int as leads from lead')).toEqual([{ leads: 0 }]);
  });

  test('shares nothing with another one', async () => {
    await using one = await ownDatabase();
    await using other = await ownDatabase();
    await ask(one.url, 'create table lead (id int)');
    expect(await ask(other.url, `select to_regclass('lead') as found`)).toEqual([{ found: null }]);
  });

  test('is gone at the end, with a connection still open', async () => {
    const database = await ownDatabase();
    const client = new pg.Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    await database[Symbol.asyncDispose]();
    await expect(ask(database.url, 'select 1')).rejects.toThrow('does not exist');
  });

  test('is dropped when its preparation fails', async () => {
    let prepared = '';
    const failing = ownDatabase((url) => {
      prepared = url;
      return Promise.reject(new Error('migration 3 failed'));
    });
    await expect(failing).rejects.toThrow('migration 3 failed');
    await expect(ask(prepared, 'select 1')).rejects.toThrow('does not exist');
  });

  test('belongs to a role that row-level security binds', async () => {
    await using database = await ownDatabase();
    const rows = await ask(database.url, 'select rolsuper, rolbypassrls from pg_roles where rolname = current_user');
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false }]);
  });

  test('keeps UTF8 and UTC', async () => {
    await using database = await ownDatabase();
    const [row] = await ask(database.url, `select current_setting('server_encoding') e, current_setting('timezone') z`);
    expect(row).toEqual({ e: 'UTF8', z: 'UTC' });
  });
});
