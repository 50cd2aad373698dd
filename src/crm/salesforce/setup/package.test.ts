import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import sdr from '@salesforce/source-deploy-retrieve';
import { childrenOf, elementFrom, textOf, type Element } from '../../../sandbox/salesforce/metadata-xml.ts';
import { unzipped } from '../../../sandbox/salesforce/zip.ts';
import { fingerprint, markIn, packageOf, withFlowsOff, withMark } from './package.ts';
import { partOf, sourceFiles } from './source-tree.ts';
import { zipOf } from './zip.ts';

const { ComponentSet, MetadataConverter } = sdr;
const source = new URL('../../../../salesforce-metadata/force-app/main/default', import.meta.url).pathname;
const sources = sourceFiles();
const ours = packageOf(sources);

/** What Salesforce's own converter makes of the same tree. */
async function converted(): Promise<Map<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'converted-'));
  try {
    const set = ComponentSet.fromSource(source);
    set.sourceApiVersion = '66.0';
    set.apiVersion = '66.0';
    const output = { type: 'directory', outputDirectory: folder, genUniqueDir: false } as const;
    await new MetadataConverter().convert(set, 'metadata', output);
    const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
    const files = entries.map((one) => join(one.parentPath, one.name));
    const read = files.map(async (file): Promise<[string, Buffer]> => {
      return [file.slice(folder.length + 1).replaceAll('\\', '/'), await readFile(file)];
    });
    return new Map(await Promise.all(read));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** An element as a value: children of an object in any order, for Salesforce does not mind it. */
function plain({ name, text, children }: Element, anyOrder: boolean): unknown {
  const inside = children.map((child) => plain(child, false));
  const sorted = inside.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { name, text, children: anyOrder ? sorted : inside };
}

function saying(name: string, files: ReadonlyMap<string, Buffer>): unknown {
  return [name, plain(elementFrom((files.get(name) ?? '').toString('utf8')), name.endsWith('.object'))];
}

function membersIn(manifest: Buffer | undefined): Map<string, string[]> {
  const types = childrenOf(elementFrom((manifest ?? '').toString('utf8')), 'types');
  const members = types.map((one): [string, string[]] => {
    const names = childrenOf(one, 'members').map(({ text }) => text.replace(/\/$/, ''));
    return [textOf(one, 'name') ?? '', names.toSorted()];
  });
  return new Map(members);
}

describe('the package', () => {
  let theirs: Map<string, Buffer>;
  beforeAll(async () => {
    theirs = await converted();
  });

  test('has the files that Salesforce’s converter makes, and no others', () => {
    expect([...ours.files.keys()].toSorted()).toEqual([...theirs.keys()].toSorted());
  });

  test('says the same in each of them', () => {
    const xml = [...ours.files.keys()].filter((name) => !/^lwc\/|^package\.xml$/.test(name));
    expect(xml.map((name) => saying(name, ours.files))).toEqual(xml.map((name) => saying(name, theirs)));
    const bundled = [...ours.files].filter(([name]) => name.startsWith('lwc/'));
    expect(bundled).toEqual(bundled.map(([name]) => [name, theirs.get(name)]));
  });

  test('declares the same', () => {
    expect(membersIn(ours.files.get('package.xml'))).toEqual(membersIn(theirs.get('package.xml')));
  });
});

test('is a zip file with everything in it, the same bytes each time', () => {
  const archive = zipOf(ours.files);
  expect(unzipped(archive)).toEqual(ours.files);
  expect(zipOf(ours.files).equals(archive)).toBe(true);
});

test('a file of a kind nobody deploys is a mistake that is told', () => {
  const content = Buffer.from('<a/>');
  expect(() => partOf({ path: 'wonders/one.wonder-meta.xml', content })).toThrow('wonders/one.wonder-meta.xml');
  expect(() => partOf({ path: 'objects/Lead/wonders/one.wonder-meta.xml', content })).toThrow('of no kind');
});

test('files of tests and editors are left out', () => {
  expect(sources.map(({ path }) => path).filter((path) => /__tests__|jsconfig|\.test\./.test(path))).toEqual([]);
});

test('the org keeps which files it has, in a description that is short enough', () => {
  const word = fingerprint(sources);
  const marked = withMark(ours, word).files.get('permissionsets/Hot_Lead_Integration.permissionset');
  const description = textOf(elementFrom((marked ?? '').toString('utf8')), 'description');
  expect(markIn(description)).toBe(word);
  expect(description?.length).toBeLessThanOrEqual(255);
  expect(markIn('For reps')).toBeUndefined();
});

test('other files are another word, and the same files the same', () => {
  const [first, ...rest] = sources;
  const changed = first && { ...first, content: Buffer.concat([first.content, Buffer.from(' ')]) };
  expect(fingerprint(sourceFiles())).toBe(fingerprint(sources));
  expect(fingerprint(changed ? [changed, ...rest] : [])).not.toBe(fingerprint(sources));
});

test('flows can be switched off, and nothing else is changed by it', () => {
  const flow = Buffer.from('<Flow xmlns="x"><status>Active</status></Flow>');
  const files = new Map([
    ['flows/A.flow', flow],
    ['reports/B.report', flow],
  ]);
  const off = withFlowsOff({ files, members: new Map() }).files;
  expect(off.get('flows/A.flow')?.toString()).toContain('<status>Draft</status>');
  expect(off.get('reports/B.report')).toBe(flow);
});
