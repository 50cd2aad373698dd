import { readFile } from 'node:fs/promises';
import { defaultModel, type Model } from '../domain/model.ts';
import { misfits, typePlaces } from './misfits.ts';
import { keysAt, places, valueAt } from './places.ts';
import { jsonFrom, parsedBy, type Problem } from './problems.ts';
import { repeatedKeys } from './repeatedKeys.ts';
import { modelSchema } from './schema.ts';

const LONGEST_TEXT = 1_000_000;
const DEEPEST_TEXT = 100;

/**
 * The model of a JSON file: a whole one (it has every section), or a part that is laid over the default (objects merge, lists
 * and anything with a `kind` replace; nothing can be taken away that way). Throws one Error that names the file and every wrong
 * path with its value: what is no model, what does not fit together, and what is there twice.
 */
export async function readModelFile(file: string): Promise<Model> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(
      `--model ${file}: cannot be read (${(cause as NodeJS.ErrnoException).code}): give the path of a JSON file`,
      { cause },
    );
  });
  return modelFromText(text, `--model ${file}`);
}

/** The same from the text of a file; `where` begins the message of the Error. A part is laid over `base`. */
export function modelFromText(text: string, where: string, base = defaultModel): Model {
  mustBeReadable(text, where);
  const json = jsonFrom(text, where);
  return modelFrom(json, where, repeatedKeys(text), base);
}

/** The same from parsed JSON; `more` are problems of its text. */
export function modelFrom(json: unknown, where: string, more: readonly Problem[] = [], base = defaultModel): Model {
  const merged = isWhole(json) ? json : mergedOver(base, json);
  const model = parsedBy(modelSchema, merged, where, [...misfits(merged), ...more]);
  return { ...model, catalogue: worded(model.catalogue) };
}

/**
 * The model that was published as this: sections that newer versions of the product know and it lacks are the default's, with
 * the types that they name. It was asked whether it fits together when it was published, and is not asked again: a rule that
 * became stricter must not stop a product that runs.
 */
export function modelFromStored(settings: unknown): Model {
  const model = parsedBy(modelSchema, completed(settings), 'the published model');
  return { ...model, catalogue: worded(model.catalogue) };
}

function completed(settings: unknown): unknown {
  if (!isObject(settings)) return settings;
  const isAdded = (section: unknown) => !Object.hasOwn(settings, String(section));
  const named = typePlaces
    .filter(([section]) => isAdded(section))
    .flatMap((path) => places(defaultModel, path))
    .map((path) => String(valueAt(defaultModel, path)));
  const types = Object.entries(defaultModel.catalogue).filter(
    ([type, { family }]) => named.includes(type) && keysAt(settings, ['families']).includes(family),
  );
  const known = isObject(settings['catalogue']) ? settings['catalogue'] : {};
  return { ...defaultModel, ...settings, catalogue: { ...Object.fromEntries(types), ...known } };
}

/** The problems of an Error that any of these threw, each with its path; `where` is what was given to them. */
export function problemsOf(error: unknown, where: string): string[] {
  const { message } = error as Error;
  if (!message.startsWith(`${where}: `)) return [message];
  return message.slice(where.length + 2).split(/; (?=[^\s;:]+: )/);
}

/** A model is small and flat; a file that is neither is none, and must not take the machine's memory to say so. */
function mustBeReadable(text: string, where: string): void {
  if (text.length > LONGEST_TEXT) throw new Error(`${where}: is longer than a million characters: give a model`);
  let depth = 0;
  for (const mark of text) {
    if (mark === '{' || mark === '[') depth += 1;
    if (mark === '}' || mark === ']') depth -= 1;
    if (depth > DEEPEST_TEXT) throw new Error(`${where}: has brackets more than ${DEEPEST_TEXT} deep: give a model`);
  }
}

function isWhole(json: unknown): boolean {
  return isObject(json) && Object.keys(defaultModel).every((section) => Object.hasOwn(json, section));
}

function mergedOver(base: unknown, part: unknown): unknown {
  if (!isObject(base) || !isObject(part) || Object.hasOwn(part, 'kind')) return part;
  const merged = Object.entries(part).map(([key, value]) => {
    return [key, Object.hasOwn(base, key) ? mergedOver(base[key], value) : value] as const;
  });
  return Object.fromEntries([...Object.entries(base), ...merged]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function worded(catalogue: Model['catalogue']): Model['catalogue'] {
  return Object.fromEntries(
    Object.entries(catalogue).map(([type, rule]) => [
      type,
      { ...rule, words: rule.words || type.replaceAll('_', ' ') },
    ]),
  );
}
