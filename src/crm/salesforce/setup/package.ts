import { createHash } from 'node:crypto';
import { apiVersion } from '../org-connection.ts';
import { partOf, type SourceFile, type SourcePart } from './source-tree.ts';

/** What the metadata API takes: the files of the zip, and the names it declares by their kind. */
export type Package = { files: Map<string, Buffer>; members: Map<string, string[]> };

const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
/** The part that says in the org which files were deployed. */
const marked = 'permissionsets/Hot_Lead_Integration.permissionset';

/** The source tree as a package: each object in one file with its fields and list views, everything else as it is. */
export function packageOf(sources: readonly SourceFile[]): Package {
  const parts = sources.map(partOf);
  const files = new Map<string, Buffer>();
  for (const part of parts) if ('target' in part) files.set(part.target, part.file.content);
  const ofObjects = parts.filter((part) => 'object' in part);
  for (const object of new Set(ofObjects.map((part) => part.object)))
    files.set(`objects/${object}.object`, objectFile(ofObjects.filter((part) => part.object === object)));
  const members = membersOf(parts);
  return { files: new Map([['package.xml', manifest(members)], ...files]), members };
}

type OfObject = Extract<SourcePart, { object: string }>;

// The object's own elements come first, and then its parts by kind: equal elements must stand together.
function objectFile(parts: readonly OfObject[]): Buffer {
  const ordered = parts.toSorted((a, b) => (a.element < b.element ? -1 : Number(a.element > b.element)));
  const inside = ordered.map(({ element, file }) => {
    const own = insideOf(file);
    return element === '' ? own : `<${element}>${own}</${element}>`;
  });
  return Buffer.from(`${declaration}<CustomObject ${namespace}>${inside.join('\n')}</CustomObject>\n`);
}

/** What is inside the root element. */
function insideOf({ path, content }: SourceFile): string {
  const inside = /<(?<root>\w+) xmlns="[^"]*">(?<inside>[^]*)<\/\k<root>>\s*$/.exec(content.toString('utf8'))?.groups?.[
    'inside'
  ];
  if (inside === undefined) throw new Error(`salesforce-metadata: ${path} is not one element with a namespace`);
  return inside;
}

function membersOf(parts: readonly SourcePart[]): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const { type, name } of parts) {
    const names = members.get(type) ?? [];
    if (!names.includes(name)) members.set(type, [...names, name]);
  }
  return members;
}

function manifest(members: Package['members']): Buffer {
  const types = [...members].map(([type, names]) => {
    const listed = names.map((name) => `    <members>${name}</members>\n`).join('');
    return `  <types>\n${listed}    <name>${type}</name>\n  </types>\n`;
  });
  const version = `  <version>${apiVersion}</version>\n`;
  return Buffer.from(`${declaration}<Package ${namespace}>\n${types.join('')}${version}</Package>\n`);
}

/** A short word for exactly these files. */
export function fingerprint(sources: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const { path, content } of sources) hash.update(`${path}\n${content.length}\n`).update(content);
  return hash.digest('hex').slice(0, 12);
}

/** The package with a word in it that the org keeps: the end of the description of a permission set. */
export function withMark({ files, members }: Package, word: string): Package {
  const text = files.get(marked)?.toString('utf8');
  if (text === undefined) throw new Error(`salesforce-metadata: ${marked} is missing`);
  const changed = text.replace('</description>', ` [files ${word}]</description>`);
  return { files: new Map(files).set(marked, Buffer.from(changed)), members };
}

/** The word that `withMark` put there; undefined where the permission set was deployed by other means. */
export function markIn(description: string | undefined): string | undefined {
  return /\[files (?<word>[0-9a-f]+)\]/.exec(description ?? '')?.groups?.['word'];
}

/** The package with its flows switched off, for an org that takes no active ones. */
export function withFlowsOff({ files, members }: Package): Package {
  const off = [...files].map(([name, content]): [string, Buffer] => {
    if (!name.endsWith('.flow')) return [name, content];
    return [name, Buffer.from(content.toString('utf8').replace('<status>Active<', '<status>Draft<'))];
  });
  return { files: new Map(off), members };
}
