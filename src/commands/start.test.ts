import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import { hasRedis, ownRedis } from '../testing/redis.ts';
import { until } from '../testing/until.ts';

const cli = path.join(import.meta.dirname, '../cli.ts');

/** A start as a person makes it; `out` and `err` grow while it runs. */
type Start = { out: string; err: string; child: ChildProcess; ended: Promise<number | null> };

const starts: Start[] = [];
let folder = '';
/** Runs while the other tests do; the last ones look at it. */
let demo: Start;
let startedAt = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hot-lead-start-'));
  // When the tests run as root, PostgreSQL's user must be able to enter it.
  await chmod(folder, 0o755);
  startedAt = performance.now();
  demo = start({});
});

afterAll(async () => {
  for (const { child } of starts) child.kill('SIGINT');
  await Promise.all(starts.map(({ ended }) => ended));
  await rm(folder, { recursive: true, force: true });
});

function start(env: Record<string, string>): Start {
  const ours = /^(HUBSPOT|SALESFORCE|SLACK|DATABASE|REDIS|PUBLIC|LOG|DEFAULT)_/;
  const clean = Object.entries(process.env).filter(([name]) => !ours.test(name));
  const child = spawn(process.execPath, [cli, 'start'], {
    cwd: folder,
    env: { ...Object.fromEntries(clean), PORT: '0', DATA_DIR: path.join(folder, 'data'), ...env },
  });
  const ended = once(child, 'close').then(() => child.exitCode);
  const started: Start = { out: '', err: '', child, ended };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (started.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (started.err += text));
  starts.push(started);
  return started;
}

async function saysOf(env: Record<string, string>): Promise<{ err: string; code: number | null }> {
  const failing = start(env);
  const code = await failing.ended;
  return { err: failing.err, code };
}

async function printed(started: Start, pattern: RegExp): Promise<void> {
  await until(() => pattern.test(started.out) || started.child.exitCode !== null, `${pattern} is printed`, 60_000);
  expect(started.out + started.err).toMatch(pattern);
}

const hubspot = { HUBSPOT_TOKEN: 'pat-test', HUBSPOT_PORTAL_ID: '1', HUBSPOT_API_URL: 'http://127.0.0.1:1' };

describe('what keeps it from starting is one clear line and an exit code that is not 0', () => {
  test.each([
    ['a port that is none', { PORT: 'abc' }, /^hot-lead: PORT must be .*"abc" is not\n$/],
    ['half a HubSpot', { HUBSPOT_TOKEN: 'pat-test' }, /^hot-lead: HUBSPOT_PORTAL_ID is missing: .*\n$/],
    [
      'a database that does not answer',
      { DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/leads' },
      /^hot-lead: database: nothing answers at 127\.0\.0\.1:1 \(ECONNREFUSED\): start PostgreSQL there, or correct DATABASE_URL\n$/,
    ],
  ])('%s', async (_what, env, message) => {
    const { err, code } = await saysOf(env);
    expect(err).toMatch(message);
    expect(code).toBe(1);
  });

  test('a port in use', async () => {
    const taken = createServer().listen(0);
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { err, code } = await saysOf({ PORT: String(port) });
    expect(err).toBe(`hot-lead: port ${port} is in use: stop what uses it, or set PORT to a free one\n`);
    expect(code).toBe(1);
    taken.close();
  });

  test('a Redis that does not answer', async () => {
    await using database = await ownDatabase();
    const { err, code } = await saysOf({ ...hubspot, DATABASE_URL: database.url, REDIS_URL: 'redis://127.0.0.1:1' });
    expect(err).toMatch(/^hot-lead: redis: no good answer from 127\.0\.0\.1:1 \(.*ECONNREFUSED.*\): .*REDIS_URL.*\n$/);
    expect(code).toBe(1);
  });

  test('a database with a real workspace, when nothing is configured', async () => {
    await using database = await ownDatabase(keepRealWorkspace);
    const { err, code } = await saysOf({ DATABASE_URL: database.url });
    expect(err).toMatch(/^hot-lead: this database holds the workspace acme, and HUBSPOT_TOKEN is not set: .*\n$/);
    expect(code).toBe(1);
  });
});

async function keepRealWorkspace(url: string): Promise<void> {
  await migrate(url, Date.now());
  const db = openDb(url, { max: 1 });
  const model = { version: 1, hash: 'h', settings: {} };
  const workspace = { id: 'acme', name: 'Acme', demo: false, connections: [], model };
  await db.inWorkspace('acme', (tx) => ensureWorkspace(tx, workspace, Date.now()));
  await db.close();
}

describe('with nothing configured', () => {
  test('a visitor is hot within a minute of the start, and every step is a readable line', async () => {
    await printed(demo, /written +contact (\d+): owner/);
    await printed(demo, /alert +contact (\d+): .* told in slack/);
    await printed(demo, /task +contact (\d+): .*HOT LEAD: Contact within 1 hour/);
    expect(performance.now() - startedAt).toBeLessThan(60_000);
    const inOrder = ['opens /pricing', 'asks for a demo', 'signal .*demo_request', 'score .*, hot: .*', 'owner '];
    expect(demo.out).toMatch(new RegExp(inOrder.join('[^]*')));
    expect(demo.err).toBe('');
  }, 70_000);

  test('its pages and the app’s show the hot lead, and say that they are a demo', async () => {
    const urls = [...demo.out.matchAll(/look at (http\S+)/g)].map(([, url = '']) => url);
    expect(urls).toHaveLength(4);
    for (const url of urls) {
      const shown = await (await fetch(url)).text();
      expect(shown).toContain('Ada Byron');
      expect(shown).toContain('Demo: every person, record and message here is made up.');
    }
  });

  test('the first visitor is one lead in both CRMs, with one task, and one alert for the rep', async () => {
    await printed(demo, /Ada Byron .* is in Salesforce, too: lead 00Q\w{15}\n/);
    const [, url = ''] = /look at (http\S+) for its Salesforce/.exec(demo.out) ?? [];
    const shown = async () => (await (await fetch(url)).text()).includes('Hot Lead - Immediate Action Required');
    await until(shown, 'Salesforce to have the status, too');
    const [, contact = ''] = /alert +contact (\S+): .* told in slack/.exec(demo.out) ?? [];
    const told = (step: string) =>
      demo.out.split('\n').filter((line) => new RegExp(`${step} +contact ${contact}:`).test(line));
    expect(told('task')).toHaveLength(1);
    expect(told('alert').filter((line) => !line.includes('shared'))).toHaveLength(1);
  });

  test('Ctrl-C ends it with exit code 0 and no PostgreSQL left, and the next start finds its data', async () => {
    demo.child.kill('SIGINT');
    expect(await demo.ended).toBe(0);
    const home = /data in (\S+)/.exec(demo.out)?.[1] ?? '';
    await expect(access(path.join(home, 'data/postmaster.pid'))).rejects.toThrow('ENOENT');

    const again = start({});
    await printed(again, /found from before: \d+ leads and 1 episode\n/);
    await printed(again, /subscribes to the newsletter/);
    expect(again.out).not.toContain('Ada Byron');
    again.child.kill('SIGINT');
    expect(await again.ended).toBe(0);
  }, 30_000);
});

(hasRedis ? describe : describe.skip)('with Redis', () => {
  test('Ctrl-C ends it within seconds also when Redis has gone away', async () => {
    const redis = await ownRedis();
    await using database = await ownDatabase();
    const started = start({ ...hubspot, REDIS_URL: redis.url, DATABASE_URL: database.url });
    await printed(started, /Ctrl-C stops everything/);
    await redis[Symbol.asyncDispose]();
    const before = performance.now();
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
    expect(performance.now() - before).toBeLessThan(12_000);
  });
});
