import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { projectProblems } from '../../hubspot-app/test/projectProblems.ts';
import { hubspotAppFiles } from './hubspotAppFiles.ts';
import { writeHubspotApp } from './hubspotAppFolder.ts';

const address = 'https://leads.acme.example';
const appMeta = 'src/app/app-hsmeta.json';
let place: string;
let out: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'hot-lead-folder-'));
  out = join(place, 'app');
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const write = (folder = out) => writeHubspotApp(folder, hubspotAppFiles(address, 'oauth'));
const text = (path: string) => readFileSync(join(out, path), 'utf8');
const everything = () =>
  Object.fromEntries(
    readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1))
      .map((path) => [path, text(path)]),
  );

test('a folder that has something else in it is left as it is', () => {
  mkdirSync(join(out, 'src', 'app'), { recursive: true });
  writeFileSync(join(out, appMeta), '{"uid":"theirs"}');
  expect(() => write()).toThrow('has something else in it (src): name a new or an empty folder');
  expect(everything()).toEqual({ [appMeta]: '{"uid":"theirs"}' });
});

test('the product’s own folder is refused', () => {
  const own = new URL('../../hubspot-app', import.meta.url).pathname;
  expect(() => write(own)).toThrow('has something else in it');
});

test('a folder is the same after a second run', () => {
  write();
  const once = everything();
  write();
  expect(everything()).toEqual(once);
});

test('a folder keeps the uids and the name by which HubSpot knows the app, and takes a new address', async () => {
  write();
  writeFileSync(join(out, appMeta), text(appMeta).replace('"hot_lead_signal"', '"acme_leads"'));
  writeFileSync(join(out, 'hsproject.json'), text('hsproject.json').replace('Hot Lead Signal', 'Acme leads'));
  writeHubspotApp(out, hubspotAppFiles('https://new.acme.example', 'static'));
  expect(JSON.parse(text(appMeta))).toMatchObject({ uid: 'acme_leads', config: { auth: { type: 'static' } } });
  expect(JSON.parse(text('hsproject.json'))).toMatchObject({ name: 'Acme leads' });
  expect(Object.values(everything()).filter((each) => each.includes(address))).toEqual([]);
  expect(await projectProblems(out)).toEqual([]);
});

test('a folder loses what an earlier version wrote and keeps what a person added', () => {
  write();
  const { files } = JSON.parse(text('hot-lead.json')) as { files: string[] };
  writeFileSync(join(out, 'hot-lead.json'), JSON.stringify({ files: [...files, 'src/app/cards/Old.tsx'] }));
  writeFileSync(join(out, 'src/app/cards/Old.tsx'), '');
  writeFileSync(join(out, 'notes.txt'), 'ours');
  write();
  expect([existsSync(join(out, 'src/app/cards/Old.tsx')), text('notes.txt')]).toEqual([false, 'ours']);
});

test('what a run that was stopped left half done is finished by the next', () => {
  write();
  const whole = everything();
  rmSync(join(out, 'src/app/settings'), { recursive: true });
  writeFileSync(join(out, appMeta), '{"uid": "hot_le');
  write();
  expect(everything()).toEqual(whole);
});

test('a folder never leads out of itself, whatever its list says', () => {
  write();
  writeFileSync(join(place, 'precious.txt'), 'mine');
  writeFileSync(join(out, 'hot-lead.json'), JSON.stringify({ files: ['../precious.txt'] }));
  write();
  expect(readFileSync(join(place, 'precious.txt'), 'utf8')).toBe('mine');
});
