import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { remoteBuild } from '@hubspot/ui-extensions-dev-server/build';
import { hubspotAppFiles } from '../../src/commands/hubspotAppFiles.ts';
import { writeHubspotApp } from '../../src/commands/hubspotAppFolder.ts';
import { extensionsOf, type Extension } from './extensions.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
const address = 'https://leads.acme.example';
const extensions = extensionsOf(project);
let place: string;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'hot-lead-build-'));
  writeHubspotApp(join(place, 'written'), hubspotAppFiles(address, 'oauth'));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** As HubSpot does it: the folder by itself, with its own packages and nothing beside it. */
async function build({ uid, folder, entry }: Extension): Promise<{ bundle: string; manifest: string; size: string }> {
  const root = join(place, uid, basename(folder));
  cpSync(folder, root, { recursive: true });
  symlinkSync(packages, join(root, 'node_modules'));
  const outputDir = join(place, uid, 'dist');
  await remoteBuild({ root, entryPoint: entry, outputDir, logLevel: 'error' });
  const name = entry.replace(/\.tsx?$/, '');
  const sizes = readdirSync(outputDir).map((file) => `${file} ${statSync(join(outputDir, file)).size} bytes`);
  const read = (file: string) =>
    existsSync(join(outputDir, file)) ? readFileSync(join(outputDir, file), 'utf8') : `only ${sizes.join(', ')}`;
  return { bundle: read(`${name}.js`), manifest: read(`${name}-manifest.json`), size: sizes.join(', ') };
}

test('every extension point has its extension', () => {
  expect(extensions.map(({ uid }) => uid)).toEqual([
    'hot_lead_sidebar',
    'hot_lead_tab',
    'hot_lead_pages',
    'hot_lead_settings',
  ]);
});

test.each(extensions)('$entry builds by itself with HubSpot’s own build', async (extension) => {
  const written = extensionsOf(join(place, 'written')).find(({ uid }) => uid === extension.uid);
  if (written === undefined) throw new Error(`${extension.uid} was not written`);
  const { bundle, manifest, size } = await build(written);
  expect(JSON.parse(manifest)).toMatchObject({ entry: expect.stringContaining(extension.entry) });
  // Only shared/server.ts says where our server is.
  expect({ size, addresses: bundle.split(address).length - 1 }).toEqual({ size, addresses: 1 });
  expect(bundle).not.toContain('hotlead.example.com');
});

test('only the server constant names the server in the source', () => {
  const source = join(project, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const naming = files.filter((file) => readFileSync(join(source, file), 'utf8').includes('hotlead.example.com'));
  expect(naming).toEqual([join('app', 'shared', 'server.ts')]);
});
