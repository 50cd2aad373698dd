import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { projectProblems } from '../../hubspot-app/test/projectProblems.ts';
import { hubspotAppCommand } from './hubspotApp.ts';

const address = 'https://leads.acme.example';
const appMeta = 'src/app/app-hsmeta.json';
let place: string;
let out: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'hot-lead-app-'));
  out = join(place, 'app');
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

async function run(args: string[], env: Record<string, string> = {}): Promise<string> {
  const lines: string[] = [];
  const io = {
    out: (line: string) => void lines.push(line),
    err: (line: string) => void lines.push(line),
    now: () => 0,
  };
  expect(await hubspotAppCommand(args, io, env)).toBe(0);
  return lines.join('\n');
}
const write = (...more: string[]) => run(['--out', out, '--url', address, ...more]);
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
const text = (path: string) => readFileSync(join(out, path), 'utf8');
const everything = () => Object.fromEntries(filesIn(out).map((path) => [path, text(path)]));
type App = { uid: string; config: { auth: { type: string; redirectUrls?: string[] } } };
const app = () => JSON.parse(text(appMeta)) as App;

describe('what is written', () => {
  test.each([
    ['OAuth', []],
    ['one token', ['--static']],
  ] as const)('is a project HubSpot takes: %s', async (_auth, more) => {
    await write(...more);
    expect(await projectProblems(out)).toEqual([]);
  });

  test('names this server everywhere, and the example nowhere', async () => {
    await write();
    expect(Object.values(everything()).filter((each) => each.includes('hotlead.example.com'))).toEqual([]);
    expect(app().config.auth).toMatchObject({
      type: 'oauth',
      redirectUrls: ['https://leads.acme.example/hubspot/oauth/callback'],
    });
    expect(text('src/app/cards/shared/server.ts')).toContain(`'${address}'`);
    expect(text('src/app/webhooks/webhooks-hsmeta.json')).toContain(`"${address}/webhooks/hubspot"`);
  });

  test('with --static has no address to come back to', async () => {
    await write('--static');
    expect(app().config.auth).toMatchObject({ type: 'static' });
    expect(app().config.auth).not.toHaveProperty('redirectUrls');
  });

  test('has in each folder of pages all that its code uses', async () => {
    await write();
    expect(existsSync(join(out, 'src/app/shared'))).toBe(false);
    const code = Object.entries(everything()).filter(([path]) => /\.tsx?$/.test(path));
    expect(code.filter(([, each]) => /from '(\.\.\/)+shared\//.test(each)).map(([path]) => path)).toEqual([]);
  });

  test('is the project alone: no tests, no packages, nothing of ours beside it', async () => {
    await write();
    const odd = filesIn(out).filter((path) => /test|standin|node_modules|variants|\.part$/.test(path));
    expect(odd).toEqual([]);
  });
});

describe('help with the app', () => {
  const support = () => (JSON.parse(text(appMeta)) as { config: { support: object } }).config.support;

  test('is linked to a page of this server', async () => {
    await write();
    const documentationUrl = `${address}/hubspot/help`;
    expect(support()).toEqual({ documentationUrl, supportUrl: documentationUrl });
  });

  test.each([[[]], [['--static']]])('names whom to write to, where that is said: %j', async (more) => {
    await write('--support', 'help@acme.example', ...more);
    expect(support()).toMatchObject({ supportEmail: 'help@acme.example' });
    expect(await projectProblems(out)).toEqual([]);
  });

  test('is by no address that is none', async () => {
    await expect(write('--support', 'ann at acme')).rejects.toThrow('--support is no e-mail address');
    expect(existsSync(out)).toBe(false);
  });
});

describe('the address', () => {
  test('is PUBLIC_URL where --url does not say otherwise, without a slash at its end', async () => {
    await run(['--out', out], { PUBLIC_URL: 'https://leads.acme.example/hot/' });
    expect(app().config.auth.redirectUrls).toEqual(['https://leads.acme.example/hot/hubspot/oauth/callback']);
  });

  test.each([
    ['http://leads.acme.example', 'HubSpot calls only https:// addresses that the internet reaches'],
    ['https://localhost:3000', 'that the internet reaches'],
    ['https://192.168.1.4', 'that the internet reaches'],
    ['https://[::1]:3000', 'that the internet reaches'],
    ['leads.acme.example', 'must be an https:// address'],
    ['https://leads.acme.example/?a=b', 'give the address alone'],
    ["https://leads.acme.example/it's", 'give the address alone'],
    ['https://user:hunter2@leads.acme.example', 'has a name or a password in it: give the address alone'],
    ['https://hotlead.example.com', 'only the example'],
  ])('%s is refused and nothing is written', async (url, says) => {
    await expect(run(['--out', out, '--url', url])).rejects.toThrow(says);
    expect(existsSync(out)).toBe(false);
  });

  test('with a password in it is not repeated', async () => {
    const refused = run(['--out', out, '--url', 'https://user:hunter2@leads.acme.example']);
    await expect(refused).rejects.not.toThrow('hunter2');
  });

  test('that is nowhere to be found is asked for', async () => {
    await expect(run(['--out', out])).rejects.toThrow('give --url https://... or set PUBLIC_URL');
  });
});

describe('what is said', () => {
  test('ends with all steps to take from here to a set up account, each to be followed as it stands', async () => {
    expect((await write()).split('\n').slice(1)).toEqual([
      'Next (docs/hubspot.md has more on each):',
      '  1. npm install --global @hubspot/cli && hs account auth',
      `  2. (cd ${out} && hs project upload)`,
      expect.stringMatching(
        /3\. .* > Auth\. .*HUBSPOT_CLIENT_ID.*HUBSPOT_CLIENT_SECRET.*PUBLIC_URL=https:\/\/leads\.acme\.example.*SECRET_KEY/,
      ),
      expect.stringMatching(/4\. .* > Distribution: add the HubSpot account/),
      expect.stringMatching(/5\. npx hot-lead hubspot install /),
      expect.stringMatching(/6\. npx hot-lead hubspot setup --dry-run /),
    ]);
  });

  test('with --static tells of the token, and of all that has to be set beside it', async () => {
    const [, ...next] = (await write('--static')).split('\n');
    expect(next[3]).toMatch(/> Distribution: install it/);
    expect(next[4]).toMatch(
      /HUBSPOT_TOKEN.*HUBSPOT_CLIENT_SECRET.*HUBSPOT_PORTAL_ID.*PUBLIC_URL=https:\/\/leads\.acme\.example.*HUBSPOT_ADMINS/,
    );
    expect(next.at(-1)).toMatch(/6?\. npx hot-lead hubspot setup/);
    expect(next.join('\n')).not.toMatch(/hubspot install|SECRET_KEY/);
  });

  test('--out is asked for, and --help says how', async () => {
    await expect(run(['--url', address])).rejects.toThrow('--out is missing');
    expect(await run(['--help'])).toContain('usage: hot-lead hubspot app --out');
  });
});
