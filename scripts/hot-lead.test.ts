import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

// A checkout whose command line tells what it was given.
const cli = `
const [what, ...rest] = process.argv.slice(2);
if (what === 'fail') process.exit(3);
if (what === 'wait') {
  process.on('SIGTERM', () => { console.log('stopped cleanly'); process.exit(0); });
  setInterval(() => {}, 1000);
  console.log('waiting');
} else console.log(JSON.stringify({ what, rest, version: process.version, port: process.env.PORT }));
`;

let checkout = '';
beforeAll(async () => {
  checkout = await mkdtemp(path.join(tmpdir(), 'hot-lead-bin-'));
  const folders = ['scripts', 'src', 'node_modules/node/bin'].map((name) => path.join(checkout, name));
  await Promise.all(folders.map((folder) => mkdir(folder, { recursive: true })));
  await copyFile(path.join(import.meta.dirname, 'hot-lead.js'), path.join(checkout, 'scripts/hot-lead.js'));
  await writeFile(path.join(checkout, 'package.json'), '{ "type": "module" }');
  await writeFile(path.join(checkout, 'src/cli.ts'), cli);
  await writeFile(path.join(checkout, '.env'), 'PORT=4711\n');
  await writeFile(path.join(checkout, 'old.cjs'), `Object.defineProperty(process, 'version', { value: 'v20.1.0' });`);
  await symlink(process.execPath, path.join(checkout, 'node_modules/node/bin/node'));
});
afterAll(() => rm(checkout, { recursive: true }));

function hotLead(node: 'old' | 'new', ...args: string[]): ChildProcess {
  const pretend = node === 'old' ? ['--require', './old.cjs'] : [];
  return spawn(process.execPath, [...pretend, 'scripts/hot-lead.js', ...args], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function outputOf(child: ChildProcess): Promise<{ out: string; err: string; code: unknown; signal: unknown }> {
  const ended = once(child, 'exit');
  const [out, err] = await Promise.all(
    [child.stdout, child.stderr].map(async (stream) => (stream ? await text(stream) : '')),
  );
  const [code, signal] = (await ended) as [unknown, unknown];
  return { out: out ?? '', err: err ?? '', code, signal };
}

describe.each(['old', 'new'] as const)('hot-lead on a Node that is %s', (node) => {
  test('passes its arguments on unchanged and reads .env', async () => {
    const { out } = await outputOf(hotLead(node, 'score', '--input', 'a b.json'));
    expect(JSON.parse(out)).toEqual({
      what: 'score',
      rest: ['--input', 'a b.json'],
      version: process.version,
      port: '4711',
    });
  });

  test('ends with the exit code of the command', async () => {
    expect((await outputOf(hotLead(node, 'fail'))).code).toBe(3);
  });

  test('lets the command finish on SIGTERM', async () => {
    const child = hotLead(node, 'wait');
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    expect(await outputOf(child)).toMatchObject({ out: 'waiting\nstopped cleanly\n', code: 0 });
  });
});

test('an old Node without the project’s own is told what to do', async () => {
  await rm(path.join(checkout, 'node_modules'), { recursive: true });
  const { err, code } = await outputOf(hotLead('old', 'start'));
  expect(err).toContain('needs Node 24 or newer and this is v20.1.0: run npm ci');
  expect(code).toBe(1);
});
