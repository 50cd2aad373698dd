import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseXml } from './xml.ts';
import type { Element } from './xml.ts';

/** One metadata file. `name` as others refer to it: `Lead.Lead_Score__c`, `Hot_Lead_Signal/Hot_Lead_Value`. */
export type Component = { kind: string; name: string; file: string; root: Element };
export type Project = { components: Component[]; lightningComponents: string[] };

/** This project's own folder. */
export const here = fileURLToPath(new URL('..', import.meta.url));

/** All metadata below these folders of the project, in the order of their paths. Throws where a file is not XML. */
export function readProject(...folders: string[]): Project {
  const files = folders.flatMap((folder) => filesBelow(join(here, folder))).map((file) => relative(here, file));
  return {
    components: files.filter(isMetadata).map(readComponent),
    lightningComponents: files.filter((file) => file.endsWith('.js-meta.xml')).map((file) => basename(dirname(file))),
  };
}

function readComponent(file: string): Component {
  const root = parseXml(readFileSync(join(here, file), 'utf8'));
  return { kind: root.name, name: nameOf(file), file, root };
}

/** A Lightning web component's own file is left out: Salesforce declares no types for what it may say. */
function isMetadata(file: string): boolean {
  return file.endsWith('-meta.xml') && !file.endsWith('.js-meta.xml');
}

function nameOf(file: string): string {
  const own = basename(file).replace(/\.\w+-meta\.xml$/, '');
  const parts = dirname(file).split('/');
  const object = parts.indexOf('objects');
  if (object >= 0 && parts.length > object + 2) return `${String(parts[object + 1])}.${own}`;
  const folder = parts.findIndex((part) => part === 'reports' || part === 'dashboards');
  return folder >= 0 ? [...parts.slice(folder + 1), own].join('/') : own;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** All components of a kind, by name. */
export function ofKind(project: Project, kind: string): Map<string, Element> {
  return new Map(project.components.filter((one) => one.kind === kind).map((one) => [one.name, one.root]));
}
