import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { z } from 'zod';

/** Says that a folder is ours, and which files in it are. */
const marker = 'hot-lead.json';
const about = 'Written by `hot-lead hubspot app`. Running it again brings these files up to date and keeps the uids.';
const markerText = z.object({ files: z.array(z.string().refine(staysInside)) });
const json = z.record(z.string(), z.unknown());

/**
 * Writes the files into a folder that is new, empty, or was written by this before; throws a sentence for any other. What is there
 * and was not written by this stays. The uids and the project's name stay as they are in the folder: HubSpot knows an app by them.
 * May be stopped at any instant and run again.
 */
export function writeHubspotApp(folder: string, files: Map<string, string>): void {
  const before = filesBefore(folder);
  const stale = before.filter((path) => !files.has(path));
  const kept = new Map([...files].map(([path, text]) => [path, withNames(path, text, read(folder, path))]));
  // Known to be ours before it is there, so that a run that was stopped can be run again.
  mark(folder, [...kept.keys(), ...stale]);
  for (const [path, text] of kept) write(folder, path, text);
  for (const path of stale) rmSync(join(folder, path), { force: true });
  mark(folder, [...kept.keys()]);
}

function filesBefore(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isFile())
    throw new Error(`${folder} is a file: --out names a folder`);
  const text = read(folder, marker);
  if (text !== undefined) return parsed(markerText, text)?.files ?? [];
  const there = list(folder).filter((name) => name !== `${marker}.part` && name !== '.DS_Store');
  if (there.length === 0) return [];
  const some = there.slice(0, 3).join(', ');
  throw new Error(
    `${folder} has something else in it (${some}${there.length > 3 ? ` and ${there.length - 3} more` : ''}): name a new or an empty folder`,
  );
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function staysInside(path: string): boolean {
  const normal = normalize(path);
  return !normal.startsWith('..') && !normal.startsWith(sep) && !/^[A-Za-z]:/.test(normal);
}

/** The text with the uid, or the project's name, that is already in the folder. */
function withNames(path: string, text: string, before: string | undefined): string {
  const key = path === 'hsproject.json' ? 'name' : path.endsWith('-hsmeta.json') ? 'uid' : undefined;
  if (key === undefined || before === undefined) return text;
  const own = parsed(json, before)?.[key];
  const fresh = JSON.parse(text) as Record<string, unknown>;
  if (typeof own !== 'string' || own === '' || own === fresh[key]) return text;
  return `${JSON.stringify({ ...fresh, [key]: own }, undefined, 2)}\n`;
}

function parsed<T>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function read(folder: string, path: string): string | undefined {
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function mark(folder: string, files: string[]): void {
  write(folder, marker, `${JSON.stringify({ about, files: files.toSorted() }, undefined, 2)}\n`);
}

/** Whole or not at all. */
function write(folder: string, path: string, text: string): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(`${target}.part`, text);
  renameSync(`${target}.part`, target);
}
