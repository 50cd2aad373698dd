import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { addTables } from './tables.ts';
import { until } from './until.ts';

/** PostgreSQL's insufficient_privilege. */
const NOT_ALLOWED = '42501';

export type OwnDatabase = { url: string } & AsyncDisposable;

/** The run's server; `ready` is a database on it with the tables of this version, to be copied. */
type Server = { url: string; ready?: string };

/**
 * A new database of the run's PostgreSQL with the tables of this version and no row, dropped at the end even while it is
 * connected to. Its role is no superuser and owns the database. `prepare` (rows) runs on it first.
 */
export async function ownDatabase(prepare?: (url: string) => Promise<void>): Promise<OwnDatabase> {
  const { url, ready } = await runsServer();
  if (ready !== undefined) return created(url, `template ${ready}`, prepare);
  return created(url, '', async (own) => {
    await addTables(own);
    await prepare?.(own);
  });
}

/** The same as nobody has ever started on: without a table. */
export async function emptyDatabase(): Promise<OwnDatabase> {
  const { url } = await runsServer();
  return created(url, '');
}

async function created(server: string, how: string, prepare?: (url: string) => Promise<void>): Promise<OwnDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await query(server, `create database ${name} ${how}`);
  const drop = () => dropDatabase(server, name);
  const url = new URL(server);
  url.pathname = `/${name}`;
  try {
    await prepare?.(url.href);
  } catch (error) {
    await drop();
    throw error;
  }
  return { url: url.href, [Symbol.asyncDispose]: drop };
}

/** The server's own vacuum may be at work there, which only a superuser may end: it is waited for. */
async function dropDatabase(server: string, name: string): Promise<void> {
  const dropped = () =>
    query(server, `drop database if exists ${name} with (force)`).then(
      () => true,
      (error: unknown) => {
        if ((error as { code?: string }).code === NOT_ALLOWED) return false;
        throw error;
      },
    );
  await until(dropped, `${name} to be dropped`);
}

async function runsServer(): Promise<Server> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined) return { url: given };
  const port = Number(process.env['TEST_DATABASE_PORT']);
  if (!port)
    throw new Error(
      'test database: jest runs without globalSetup src/testing/jestSetup.ts: see "jest" in package.json',
    );
  const answer = JSON.parse(await text(connect(port, '127.0.0.1'))) as Server | { error: string };
  if ('error' in answer) throw new Error(`test database: ${answer.error}`);
  return answer;
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
