import { readFile } from 'node:fs/promises';
import type { Model } from '../domain/model.ts';
import { modelFromText, problemsOf } from '../model/read.ts';

/** A draft's settings, or everything that is wrong with them, each problem with its path. */
export type Draft = { ok: true; model: Model } | { ok: false; problems: string[] };

/** Reads a draft; one that holds only some sections is laid over `base`. Throws when the file cannot be read. */
export async function readDraft(file: string, base: Model): Promise<Draft> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`${file}: cannot be read (${cause.code}): give the path of a JSON file`, { cause });
  });
  try {
    return { ok: true, model: modelFromText(text, file, base) };
  } catch (error) {
    return { ok: false, problems: problemsOf(error, file) };
  }
}

/** The draft's settings. Throws every problem, each on a line of its own that begins with the file. */
export async function mustRead(file: string, base: Model): Promise<Model> {
  const draft = await readDraft(file, base);
  if (draft.ok) return draft.model;
  throw new Error(draft.problems.map((problem) => `${file}: ${problem}`).join('\n'));
}

/** The one file among the arguments. */
export function oneFile(positionals: readonly string[]): string {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error(`give one file (got ${positionals.length})`);
  return file;
}

/** A whole number from 1 to `most` from an option. */
export function wholeNumber(text: string, option: string, most = Number.MAX_SAFE_INTEGER): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1 && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? 'of 1 or more' : `from 1 to ${most}`;
  throw new Error(`${option}: must be a whole number ${range} (got ${JSON.stringify(text)})`);
}
