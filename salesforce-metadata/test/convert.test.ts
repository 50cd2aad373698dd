import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import sdr from '@salesforce/source-deploy-retrieve';
import { here, readProject } from '../check/project.ts';

const { ComponentSet, MetadataConverter } = sdr;
const VERSION = '66.0';
const source = join(here, 'force-app');

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'metadata-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function componentsOf(path: string): InstanceType<typeof ComponentSet> {
  const set = ComponentSet.fromSource(path);
  set.sourceApiVersion = VERSION;
  set.apiVersion = VERSION;
  return set;
}

test('the converter of Salesforce finds every file of ours, and lists it for a deployment', async () => {
  const set = componentsOf(source);
  const found = [...set.getSourceComponents()]
    .flatMap((one) => [one, ...one.getChildren()])
    .map((one) => `${one.type.name} ${decodeURIComponent(one.fullName)}`);
  const components = readProject('force-app').components.map(
    (one) => `${one.kind.replace(/^\w+Folder$/, 'Folder')} ${one.name}`,
  );
  for (const component of components.filter((one) => !one.startsWith('Folder '))) {
    expect(found).toContain(component);
  }
  const manifest = await set.getPackageXml();
  expect(manifest).toContain(`<version>${VERSION}</version>`);
  expect(manifest).toContain('<members>Hot_Lead_Signal/Hot_Lead_Dashboard</members>');
  expect(manifest).toContain('<members>Lead.Lead_Score__c</members>');
});

test('it converts to what an org takes', async () => {
  await inFolder(async (folder) => {
    await new MetadataConverter().convert(componentsOf(source), 'metadata', {
      type: 'directory',
      outputDirectory: folder,
      genUniqueDir: false,
    });
    const files = (await readdir(folder, { recursive: true })).map((file) => file.replaceAll('\\', '/'));
    expect(files).toEqual(
      expect.arrayContaining([
        'package.xml',
        'objects/Lead.object',
        'objects/Activity.object',
        'objects/Hot_Lead__c.object',
        'reports/Hot_Lead_Signal-meta.xml',
        'reports/Hot_Lead_Signal/Hot_Leads_Generated.report',
        'dashboards/Hot_Lead_Signal/Hot_Lead_Dashboard.dashboard',
        'permissionsets/Hot_Lead_User.permissionset',
        'queues/Hot_Leads.queue',
      ]),
    );
    const object = await readFile(join(folder, 'objects/Hot_Lead__c.object'), 'utf8');
    expect(object).toContain('<fullName>Response_Minutes__c</fullName>');
    expect(object).toContain('<listViews>');
  });
});

test('it packs one zip', async () => {
  await inFolder(async (folder) => {
    const { packagePath } = await new MetadataConverter().convert(componentsOf(source), 'metadata', {
      type: 'zip',
      outputDirectory: folder,
      genUniqueDir: false,
    });
    expect((await stat(packagePath ?? '')).size).toBeGreaterThan(10_000);
  });
});

test.each(['leadStatus', 'externalClientApp', 'leadConversion', 'taskQueue', 'changeEvents', 'standardFields'])(
  'the optional part %s can be deployed alone',
  async (part) => {
    expect((await componentsOf(join(here, 'optional', part)).getPackageXml()).match(/<members>/g)).not.toBeNull();
  },
);
