import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kinds, kindsInObjects } from './component-kinds.ts';

/** One file of the source tree. Its path has slashes and begins with the folder of its kind. */
export type SourceFile = { path: string; content: Buffer };

/** A file as a part of a package, or of one of its objects (`element`: the name that it has inside the object's file). */
export type SourcePart = {
  type: string;
  /** As others refer to it: `Lead.Lead_Score__c`, `Hot_Lead_Signal/Hot_Lead_Value`. */
  name: string;
  file: SourceFile;
} & ({ target: string } | { object: string; element: string });

const shipped = fileURLToPath(new URL('../../../../salesforce-metadata/force-app/main/default', import.meta.url));

/** The files that are deployed, in the order of their paths: those of editors and tests are none. */
export function sourceFiles(folder: string = shipped): SourceFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, path: relative(folder, file).split(sep).join('/') }))
    .filter(({ path }) => isDeployed(path))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ file, path }) => ({ path, content: readFileSync(file) }));
}

function isDeployed(path: string): boolean {
  return !/(^|\/)(__\w+__|\.[^/]+)(\/|$)|\/(jsconfig|tsconfig)\.json$|\.test\.js$/.test(path);
}

/** What a file is a part of. Throws for one that is of no kind we know, which is a mistake of ours. */
export function partOf(file: SourceFile): SourcePart {
  const [folder = '', first = '', ...rest] = file.path.split('/');
  if (folder === 'objects') return partOfObject(file, first, rest);
  const kind = kinds[folder];
  if (kind === undefined) throw new Error(`salesforce-metadata: ${file.path} is of no kind that is deployed`);
  const { type, suffix } = kind;
  if (kind.isBundle) return { type, name: first, file, target: file.path };
  const inside = [first, ...rest].join('/');
  if (kind.inFolders && rest.length === 0) {
    const name = inside.replace(`.${suffix}Folder-meta.xml`, '');
    return { type, name, file, target: `${folder}/${name}-meta.xml` };
  }
  return { type, name: nameOf(inside, suffix), file, target: file.path.replace(/-meta\.xml$/, '') };
}

function partOfObject(file: SourceFile, object: string, rest: string[]): SourcePart {
  const [folder = '', own] = rest;
  if (own === undefined) return { type: 'CustomObject', name: object, file, object, element: '' };
  const kind = kindsInObjects[folder];
  if (kind === undefined) throw new Error(`salesforce-metadata: ${file.path} is of no kind that is deployed`);
  return { type: kind.type, name: `${object}.${nameOf(own, kind.suffix)}`, file, object, element: folder };
}

function nameOf(path: string, suffix: string): string {
  return path.replace(`.${suffix}-meta.xml`, '');
}

/** One word for a part, of its kind and name. */
export function keyOf({ type, name }: { type: string; name: string }): string {
  return `${type} ${name}`;
}
