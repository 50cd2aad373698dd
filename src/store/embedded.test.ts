import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { until } from '../testing/until.ts';
import { startEmbedded } from './embedded.ts';

// initdb takes a second, on a busy machine several.
jest.setTimeout(60_000);

let folder = '';
let dataDir = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'embedded-test-'));
  await chmod(folder, 0o755);
  dataDir = path.join(folder, '.data');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(dir = dataDir): Promise<{ url: string; lines: string[] } & AsyncDisposable> {
  const lines: string[] = [];
  return Object.assign(await startEmbedded({ dataDir: dir, log: (line) => lines.push(line) }), { lines });
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const note = (text: string) => `create table if not exists note (text text); insert into note values ('${text}')`;
const notes = async (url: string) => (await ask(url, 'select text from note')).map((row) => row['text']);

/** Another process of the product that uses the server until it is killed. */
async function otherProcess(): Promise<{ process: ChildProcess; url: string }> {
  const module = path.join(import.meta.dirname, 'embedded.ts');
  const script = `
    import { startEmbedded } from ${JSON.stringify(module)};
    console.log((await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} })).url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  return { process: child, url: url.toString().trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function postmaster(): Promise<number | undefined> {
  const content = await readFile(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').catch(() => undefined);
  return content === undefined ? undefined : Number(content.split('\n')[0]);
}

describe('embedded PostgreSQL', () => {
  test('keeps its data and its port from one start to the next, and stops at the end', async () => {
    const first = await start();
    await ask(first.url, note('kept'));
    await first[Symbol.asyncDispose]();
    expect(await postmaster()).toBeUndefined();
    await using second = await start();
    expect(await notes(second.url)).toContain('kept');
    expect(second.url).toBe(first.url);
  });

  test('speaks UTF8 and UTC, and its role is bound by row-level security and may create databases', async () => {
    await using server = await start();
    const [row] = await ask(
      server.url,
      `select current_setting('server_encoding') encoding, current_setting('timezone') zone, rolsuper super,
              rolbypassrls bypass, rolcreatedb creates from pg_roles where rolname = current_user`,
    );
    expect(row).toEqual({ encoding: 'UTF8', zone: 'UTC', super: false, bypass: false, creates: true });
  });

  test('has room for the pools of several processes', async () => {
    await using server = await start();
    expect(await ask(server.url, 'show max_connections')).toEqual([{ max_connections: '200' }]);
  });

  test('listens on loopback only, behind a password that others on the machine cannot read', async () => {
    await using server = await start();
    const url = new URL(server.url);
    expect(await ask(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(url.password.length).toBeGreaterThanOrEqual(32);
    expect((await stat(path.join(dataDir, 'postgres/access.json'))).mode & 0o077).toBe(0);
    url.password = 'guessed';
    await expect(ask(url.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  test('is used again when its process was killed and left it running', async () => {
    const other = await otherProcess();
    await ask(other.url, note('orphan'));
    await kill(other.process);
    const orphan = await postmaster();
    const server = await start();
    expect(await postmaster()).toBe(orphan);
    expect(await notes(server.url)).toContain('orphan');
    await server[Symbol.asyncDispose]();
    expect(await postmaster()).toBeUndefined();
  });

  test('is not stopped by the Ctrl-C that its process gets, and so can finish its work', async () => {
    const other = await otherProcess();
    const exited = once(other.process, 'exit');
    process.kill(-(other.process.pid ?? 0), 'SIGINT');
    await exited;
    expect(await ask(other.url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
    await (await start())[Symbol.asyncDispose]();
  });

  test('recovers what was committed when it was killed with its process', async () => {
    const other = await otherProcess();
    await ask(other.url, note('recovered'));
    process.kill((await postmaster()) ?? 0, 'SIGKILL');
    await kill(other.process);
    await using server = await start();
    expect(await notes(server.url)).toContain('recovered');
  });

  test('starts when the pid of a dead server belongs to another program now', async () => {
    await writeFile(path.join(dataDir, 'postgres/data/postmaster.pid'), `${process.pid}\nx\n1\n5432\n\n127.0.0.1\n`);
    await using server = await start();
    expect(await notes(server.url)).toContain('kept');
  });

  test('takes over the lock of a process that was killed while starting', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    await writeFile(path.join(dataDir, 'postgres/starting'), `${gone.pid} 1`);
    await using server = await start();
    expect(await notes(server.url)).toContain('kept');
  });

  test('is shared by two processes, and the last to leave stops it', async () => {
    const one = await start();
    const other = await otherProcess();
    expect(other.url).toBe(one.url);
    await one[Symbol.asyncDispose]();
    expect(await notes(other.url)).toContain('kept');
    expect(one.lines.at(-1)).toContain('left running');
    await kill(other.process);
    await (await start())[Symbol.asyncDispose]();
    expect(await postmaster()).toBeUndefined();
  });

  test('may be disposed twice', async () => {
    const server = await start();
    await server[Symbol.asyncDispose]();
    await expect(server[Symbol.asyncDispose]()).resolves.toBeUndefined();
  });

  test('is made anew, by one of two at once, when the first start was killed in the middle', async () => {
    const half = path.join(folder, 'half');
    await mkdir(path.join(half, 'postgres/data.new-1-1/base'), { recursive: true });
    const servers = await Promise.all([start(half), start(half)]);
    expect(new Set(servers.map((server) => server.url)).size).toBe(1);
    // The programs are copied there when the checkout itself is closed to PostgreSQL's user.
    const copied = (name: string) => name.startsWith('programs-') && !name.endsWith('.new');
    const left = (await readdir(path.join(half, 'postgres'))).filter((name) => !copied(name));
    expect(left.toSorted()).toEqual(['access.json', 'data']);
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
    await until(async () => !(await readdir(path.join(half, 'postgres/data'))).includes('postmaster.pid'), 'it stops');
  });

  test('as root goes where its user can enter, says so, and finds it again', async () => {
    if (process.getuid?.() !== 0) return;
    const hidden = path.join(folder, 'private', '.data');
    await mkdir(path.dirname(hidden), { mode: 0o700 });
    const first = await start(hidden);
    const place = /data is in (\S+)/.exec(first.lines.join('\n'))?.[1] ?? '';
    await ask(first.url, note('elsewhere'));
    await first[Symbol.asyncDispose]();
    await chmod(path.dirname(hidden), 0o755);
    const second = await start(hidden);
    expect(await notes(second.url)).toEqual(['elsewhere']);
    await second[Symbol.asyncDispose]();
    expect(place).toContain('hot-lead-signal-');
    await rm(place, { recursive: true });
  });
});
