import type { Change, Json } from '../shared/api.ts';
import { pathInWords, type Path, valueAt } from './paths.ts';

/**
 * What somebody changed and has not published. Without a value what is there is taken away. `wrong` says why the value cannot
 * be; then nothing is asked of the server. `what` and `say` put the change into words.
 */
export type Edit = {
  path: Path;
  value?: Json | undefined;
  wrong?: string | undefined;
  what: string;
  say: (value: Json | undefined) => string;
  /** What must be published at a place for the change to be meant: a place in a list may hold another thing meanwhile. */
  meant?: { at: Path; is: Json } | undefined;
};

/** Edits with one more, in place of the one that was at its path. */
export function withEdit(edits: readonly Edit[], edit: Edit): Edit[] {
  const at = edits.findIndex(({ path }) => samePath(path, edit.path));
  return at === -1 ? [...edits, edit] : edits.with(at, edit);
}

/** Edits without the one at a path. */
export function withoutEdit(edits: readonly Edit[], path: Path): Edit[] {
  return edits.filter((edit) => !samePath(edit.path, path));
}

/**
 * The edits that would change something: who sets a value back to what is published has changed nothing. What is not meant any
 * more is wrong.
 */
export function pending(edits: readonly Edit[], published: unknown): Edit[] {
  return edits
    .map((edit) => (isMeant(edit, published) ? edit : { ...edit, wrong: 'It is not there any more: undo this.' }))
    .filter(({ path, value, wrong }) => wrong !== undefined || !same(value, valueAt(published, path)));
}

function isMeant({ meant }: Edit, published: unknown): boolean {
  return meant === undefined || same(meant.is, valueAt(published, meant.at));
}

/**
 * What the server is asked. It changes only what is there, and names something new in the last step of a path alone: edits in
 * a part that is not there yet (the first of somebody nothing was said of) become one change that brings the whole part.
 */
export function changesOf(edits: readonly Edit[], published: unknown): Change[] {
  const changes = new Map<string, Change>();
  for (const { path, value } of edits) {
    const depth = depthThere(path, published);
    const at = path.slice(0, depth);
    const place = pathInWords(at);
    const whole = value === undefined ? undefined : within(changes.get(place)?.value, path.slice(depth), value);
    changes.set(place, whole === undefined ? { path: at } : { path: at, value: whole });
  }
  return [...changes.values()];
}

/** How many steps of a path lead to what is there or may be named anew. */
function depthThere(path: Path, published: unknown): number {
  const missing = path.findIndex((_, index) => valueAt(published, path.slice(0, index + 1)) === undefined);
  return missing === -1 ? path.length : missing + 1;
}

/** A new part, as far as it is known, with one more value in it. Parts that may be missing have names, not places in a list. */
function within(part: Json | undefined, [name, ...rest]: Path, value: Json): Json {
  if (name === undefined) return value;
  const known = typeof part === 'object' && part !== null && !Array.isArray(part) ? part : {};
  return { ...known, [name]: within(known[name], rest, value) };
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function samePath(one: Path, other: Path): boolean {
  return pathInWords(one) === pathInWords(other);
}
