import { readFile, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { isRunning, type Place, placeOf, readAccess, startLock, writeAccess } from './embeddedPlace.ts';
import {
  exists,
  findPrograms,
  freePort,
  initialise,
  type Programs,
  startServer,
  stopServer,
} from './postgresPrograms.ts';

/** Any number that nobody else uses: every process that uses the server holds this advisory lock, shared. */
const usersLock = 4_683_235;

/**
 * Real PostgreSQL for those who have none, with its data in `<dataDir>/postgres` (see `placeOf` for root), on loopback
 * only. Safe on one folder from several processes at once: the first starts the server, the others use it, and the last
 * to dispose stops it, so close every pool before. A server that a killed process left running is used again. The role
 * in `url` owns its database and may create others; it is no superuser. Throws one clear error when it cannot start.
 */
export async function startEmbedded(options: {
  dataDir: string;
  log: (line: string) => void;
}): Promise<{ url: string } & AsyncDisposable> {
  const place = await placeOf(path.resolve(options.dataDir), options.log);
  await using _starting = await startLock(place);
  // Under the lock: where the programs must be copied first, two starts would copy over each other.
  const programs = await findPrograms(place.account, place.home);
  const { password, port } = await readAccess(place);
  if (!(await exists(place.data))) await createCluster(place, programs, password, options.log);
  const user = (await joinRunning(place, password)) ?? (await startAndJoin(place, programs, password, port));
  await createDatabase(user.client, password);
  options.log(`postgres: running on 127.0.0.1:${user.port}, data in ${place.home}`);
  return {
    url: `postgres://hotlead:${password}@127.0.0.1:${user.port}/hotlead`,
    [Symbol.asyncDispose]: () => leave(user.client, place, programs, options.log),
  };
}

/** initdb works beside and the result is moved in one step, so that a folder named `data` is always whole. */
async function createCluster(
  place: Place,
  programs: Programs,
  password: string,
  log: (line: string) => void,
): Promise<void> {
  log(`postgres: first start, preparing ${place.data}`);
  const unfinished = (await readdir(place.home)).filter((name) => name.startsWith('data.new'));
  // A killed start's initdb may still write into one of them: then it stays until the next time.
  const swept = unfinished.map((name) => rm(path.join(place.home, name), { recursive: true, force: true }));
  await Promise.allSettled(swept);
  const fresh = path.join(place.home, `data.new-${process.pid}-${Math.round(performance.now())}`);
  await initialise(programs, fresh, password, ['--auth=scram-sha-256']);
  await rename(fresh, place.data);
}

type User = { client: pg.Client; port: number };

/** Undefined when no server runs on the data. Waits for one that is just starting, recovering or stopping. */
async function joinRunning(place: Place, password: string): Promise<User | undefined> {
  for (let tries = 0; tries < 300; tries++) {
    const running = await runningServer(place.data);
    if (running === undefined) return undefined;
    const user = await join(password, running.port);
    if (user !== undefined) return user;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `postgres: a server runs on ${place.data} and does not let us in: see server.log there, or stop it (its pid is in postmaster.pid)`,
  );
}

/** What postmaster.pid says (line 1 the pid, line 4 the port), unless that process is gone or is not PostgreSQL. */
async function runningServer(data: string): Promise<{ port: number } | undefined> {
  const file = path.join(data, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!pid) return undefined;
  if (isRunning(pid) && (await mayBePostgres(pid))) return { port: Number(lines[3]) };
  // PostgreSQL removes the file of a dead server itself, but refuses to start when its pid now belongs to another program.
  await rm(file, { force: true });
  return undefined;
}

async function mayBePostgres(pid: number): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres');
  return name.startsWith('postgres');
}

async function join(password: string, port: number): Promise<User | undefined> {
  if (!port) return undefined;
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true });
  // A server that dies under us is noticed, and reported, by those who query it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ joined: boolean }>('select pg_try_advisory_lock_shared($1) as joined', [
      usersLock,
    ]);
    if (rows[0]?.joined === true) return { client, port };
    await client.end();
  } catch {
    await client.end().catch(() => undefined);
  }
  return undefined;
}

async function startAndJoin(place: Place, programs: Programs, password: string, lastPort?: number): Promise<User> {
  const port = await startOnFreePort(place, programs, lastPort);
  await writeAccess(place, { password, port });
  const user = await joinRunning(place, password);
  if (user === undefined) throw new Error(`postgres: stopped right after its start: see ${place.data}/server.log`);
  return user;
}

// Several processes may share it, each with a pool of its own and its queue's.
const settings = ['log_checkpoints=off', 'max_connections=200'];

async function startOnFreePort(place: Place, programs: Programs, wanted: number | undefined): Promise<number> {
  const port = await freePort(wanted);
  try {
    await startServer(programs, place.data, port, settings);
    return port;
  } catch (cause) {
    const log = await readFile(path.join(place.data, 'server.log'), 'utf8').catch(() => '');
    // Somebody took the port between our look and the server's.
    if (log.includes('could not bind')) return await startOnFreePort(place, programs, undefined);
    throw new Error(`postgres: did not start on ${place.data}: ${log.trim().split('\n').slice(-5).join(' | ')}`, {
      cause,
    });
  }
}

/** Looks before each step, so that a start killed in between is completed by the next one. */
async function createDatabase(client: pg.Client, password: string): Promise<void> {
  const { rowCount: role } = await client.query(`select 1 from pg_roles where rolname = 'hotlead'`);
  if (!role) await client.query(`create role hotlead login createdb password ${client.escapeLiteral(password)}`);
  const { rowCount: database } = await client.query(`select 1 from pg_database where datname = 'hotlead'`);
  if (!database) await client.query('create database hotlead owner hotlead');
}

/** The last user stops the server: the exclusive lock is given to nobody while another holds it shared. Safe twice. */
async function leave(client: pg.Client, place: Place, programs: Programs, log: (line: string) => void): Promise<void> {
  const isLast = await client
    .query<{ last: boolean }>(
      'select case when pg_advisory_unlock_shared($1) then pg_try_advisory_lock($1) else false end as last',
      [usersLock],
    )
    .then(({ rows }) => rows[0]?.last === true)
    // The connection is gone: the server stopped already, or this is the second call.
    .catch(() => undefined);
  if (isLast === true) await stopServer(programs, place.data, 'fast');
  if (isLast === true) log('postgres: stopped');
  if (isLast === false) log('postgres: left running, another process uses it');
  await client.end().catch(() => undefined);
}
