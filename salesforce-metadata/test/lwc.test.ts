import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { orgOf } from '../check/org.ts';
import { here, ofKind, readProject } from '../check/project.ts';
import { all, everyElement, one, parseXml, textOf, textsOf } from '../check/xml.ts';
import type { Element } from '../check/xml.ts';

const component = join(here, 'force-app/main/default/lwc/hotLeadPanel');
const project = readProject('force-app');
const pages = [...ofKind(project, 'FlexiPage')];

/** The component's own tests need Salesforce's runner, with an older jest and a browser's globals: a process of their own. */
test('the component passes its own tests, by the runner of Salesforce', async () => {
  const runner = createRequire(import.meta.url).resolve('@salesforce/sfdx-lwc-jest/package.json');
  const folder = await mkdtemp(join(tmpdir(), 'lwc-'));
  try {
    const told = join(folder, 'told.json');
    const args = [join(dirname(runner), 'bin/sfdx-lwc-jest'), '--', '--ci', '--json', `--outputFile=${told}`];
    await promisify(execFile)(process.execPath, args, { cwd: here });
    const { numPassedTests, numFailedTests } = JSON.parse(await readFile(told, 'utf8')) as Record<string, number>;
    expect(numFailedTests).toBe(0);
    expect(numPassedTests).toBeGreaterThan(30);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);

async function sources(): Promise<[string, string][]> {
  const names = (await readdir(component)).filter((name) => /\.(js|html|css)$/.test(name));
  return Promise.all(
    names.map(async (name) => [name, await readFile(join(component, name), 'utf8')] as [string, string]),
  );
}

test('the fields it reads are there, and shown to reps', async () => {
  const text = await readFile(join(component, 'fields.js'), 'utf8');
  const [ofPerson = '', ofEpisode = ''] = text.split('OF_EPISODE = ');
  const names = (part: string) => [...part.matchAll(/'(\w+__c)'/g)].map(([, name = '']) => name);
  const reads = [
    ...['Lead', 'Contact'].flatMap((object) => names(ofPerson).map((name) => `${object}.${name}`)),
    ...names(ofEpisode).map((name) => `Hot_Lead__c.${name}`),
  ];
  const org = orgOf(project);
  const shown = all(ofKind(project, 'PermissionSet').get('Hot_Lead_User') as Element, 'fieldPermissions').map((it) =>
    textOf(it, 'field'),
  );
  expect(reads).toHaveLength(20);
  expect(reads.filter((field) => !org.fields.has(field))).toEqual([]);
  expect(reads.filter((field) => !shown.includes(field))).toEqual([]);
});

test('the list of episodes is the one that leads and contacts have', () => {
  const lookups = ['Lead__c', 'Contact__c'].map((name) => orgOf(project).fields.get(`Hot_Lead__c.${name}`) as Element);
  expect(lookups.map((field) => textOf(field, 'relationshipName'))).toEqual(['Hot_Leads', 'Hot_Leads']);
});

test('it asks nobody but Salesforce, and writes no markup by hand', async () => {
  const forbidden = /innerHTML|lwc:dom|document\.|window\.|fetch\(|XMLHttpRequest|setTimeout|setInterval|https?:|apex/i;
  const found = (await sources()).filter(([, text]) => forbidden.test(text)).map(([name]) => name);
  expect(found).toEqual([]);
});

test('it can be put on the pages of leads and contacts, and nowhere else', async () => {
  const meta = parseXml(await readFile(join(component, 'hotLeadPanel.js-meta.xml'), 'utf8'));
  const texts = (name: string) => everyElement(meta).flatMap((it) => textsOf(it, name));
  expect(texts('target')).toEqual(['lightning__RecordPage']);
  expect(texts('object')).toEqual(['Lead', 'Contact']);
  expect([textOf(meta, 'isExposed'), textOf(meta, 'apiVersion')]).toEqual(['true', '66.0']);
});

test.each(pages)('%s has the regions of its template, and each facet once', (_, page) => {
  const regions = all(page, 'flexiPageRegions').map((it) => [textOf(it, 'name'), textOf(it, 'type')]);
  const named = (type: string) => regions.filter(([, its]) => its === type).map(([name]) => name);
  const values = everyElement(page).filter((it) => it.name === 'componentInstanceProperties');
  const used = values
    .filter((it) => ['body', 'tabs'].includes(textOf(it, 'name') ?? ''))
    .map((it) => textOf(it, 'value'));
  expect(named('Region')).toEqual(['header', 'main', 'sidebar']);
  expect(used).toHaveLength(named('Facet').length);
  expect(new Set(used)).toEqual(new Set(named('Facet')));
  const identifiers = everyElement(page).flatMap((it) => textsOf(it, 'identifier'));
  expect(new Set(identifiers).size).toBe(identifiers.length);
});

test('leads and contacts have the panel in their sidebars', () => {
  const withPanel = pages.filter(([, page]) => {
    const sidebar = all(page, 'flexiPageRegions').find((it) => textOf(it, 'name') === 'sidebar');
    return sidebar && everyElement(sidebar).some((it) => one(it, 'componentName')?.text === 'hotLeadPanel');
  });
  expect(new Set(withPanel.map(([, page]) => textOf(page, 'sobjectType')))).toEqual(new Set(['Contact', 'Lead']));
});
