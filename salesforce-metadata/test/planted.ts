import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { here, readProject } from '../check/project.ts';
import type { Project } from '../check/project.ts';
import { parseXml } from '../check/xml.ts';
import type { Element } from '../check/xml.ts';

const DEFAULT = 'force-app/main/default';
const whole = readProject('force-app');

/** A file of the project with one error planted: the first `from` replaced. Throws where there is no `from`, so that no test is idle. */
export function plantedFile(file: string, from: string, to: string): Element {
  const text = readFileSync(join(here, DEFAULT, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
  return parseXml(text.replace(from, () => to));
}

/** The project with one error planted in one of its files. */
export function plantedProject(file: string, from: string, to: string): Project {
  const root = plantedFile(file, from, to);
  const components = whole.components.map((one) => (one.file === join(DEFAULT, file) ? { ...one, root } : one));
  return { ...whole, components };
}
