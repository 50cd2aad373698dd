/**
 * A process that keeps one throw-away PostgreSQL for a test run: started at the first request, stopped and deleted when
 * the pipe to its starter closes, however that one ended. It prints the port that hands out the server's URL.
 */
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import {
  findPrograms,
  freePort,
  initialise,
  serverAccount,
  startServer,
  stopServer,
} from '../store/postgresPrograms.ts';
import { addTables } from './tables.ts';

/** `ready` is a database with all tables, to be copied: that takes a tenth of the time that making them takes. */
type Server = { url: string; ready: string; stop(): Promise<void> };

/** Bytes that a run may come to need. */
const ROOM = 4e9;

// Nothing here outlives the run, so nothing needs to reach the disk.
const forgetful = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

async function startThrowAway(folder: string): Promise<Server> {
  const programs = await findPrograms(await serverAccount(), folder);
  const data = path.join(folder, 'data');
  // `password` and not scram: a connection costs 1 ms instead of 10.
  await initialise(programs, data, 'test', ['--no-sync', '--auth=password']);
  const port = await freePort();
  await startServer(programs, data, port, forgetful);
  // The product's role is no superuser either (a superuser is above row-level security).
  await run(
    `postgres://postgres:test@127.0.0.1:${port}/postgres`,
    `create role hotlead login createdb password 'test'`,
  );
  const url = `postgres://hotlead:test@127.0.0.1:${port}`;
  await run(`${url}/postgres`, 'create database ready');
  await addTables(`${url}/ready`);
  return {
    url: `${url}/postgres`,
    ready: 'ready',
    stop: () => stopServer(programs, data, 'immediate'),
  };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** Where files live in memory, if there is such a place with room: creating a database there takes a third of the time. */
async function quickFolder(): Promise<string> {
  const memory = '/dev/shm';
  const room = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return room > ROOM ? memory : tmpdir();
}

async function keep(): Promise<void> {
  const folder = await mkdtemp(path.join(await quickFolder(), 'hot-lead-test-'));
  await chmod(folder, 0o755);
  let started: Promise<Server> | undefined;
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    started ??= startThrowAway(folder);
    started.then(
      ({ url, ready }) => socket.end(JSON.stringify({ url, ready })),
      (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
    );
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`);
  });
  await new Promise((resolve) => process.stdin.resume().once('close', resolve));
  server.close();
  await started?.then((postgres) => postgres.stop()).catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
}

await keep();
