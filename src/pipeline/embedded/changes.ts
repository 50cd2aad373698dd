import type { Change, Json } from '../../../hubspot-app/src/app/shared/api.ts';

/** Settings with the changes made, or everything that cannot be done, each with its place. */
export type Changed = { ok: true; settings: Json } | { ok: false; problems: { path: string; text: string }[] };

/** Names that mean something else to JavaScript than to whoever wrote them. */
const NEVER = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Makes the changes, one after the other, on a copy. A path leads through what is there; its last step may name something new, or
 * the place after the last of a list. A whole section can be changed, and not taken away.
 */
export function withChanges(settings: Json, changes: readonly Change[]): Changed {
  const problems: { path: string; text: string }[] = [];
  let changed = settings;
  for (const { path, value } of changes) {
    const next = refusalOf(path, value) ?? withChange(changed, path, value);
    if (typeof next === 'string') problems.push({ path: pathInWords(path), text: next });
    else changed = next.changed;
  }
  return problems.length === 0 ? { ok: true, settings: changed } : { ok: false, problems };
}

/** As problems of settings name their places: `routing.pools.default.members[0]`. */
function pathInWords(path: Change['path']): string {
  return path.reduce<string>((words, part) => {
    if (typeof part === 'number') return `${words}[${part}]`;
    return words === '' ? part : `${words}.${part}`;
  }, '');
}

function refusalOf(path: Change['path'], value: Json | undefined): string | undefined {
  if (path.length === 0) return 'all settings at once cannot be replaced: change what is in them';
  if (path.some((part) => NEVER.has(String(part))) || namesNever(value)) return 'nothing may have this name';
  if (path.length === 1 && value === undefined) return 'a whole section cannot be taken away';
  return undefined;
}

function namesNever(value: Json | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => NEVER.has(name) || namesNever(inner));
}

type Next = { changed: Json } | string;

function withChange(at: Json, [part, ...rest]: Change['path'], value: Json | undefined): Next {
  if (Array.isArray(at)) return withItem(at, part, rest, value);
  if (typeof at !== 'object' || at === null) return 'there is nothing that could be changed there';
  if (typeof part !== 'string') return 'it has names, not places in a list';
  const inner = Object.hasOwn(at, part) ? at[part] : undefined;
  const next = inTurn(inner, rest, value);
  if (typeof next === 'string') return next;
  const others = Object.entries(at).filter(([name]) => name !== part);
  if (next.changed === undefined) return { changed: Object.fromEntries(others) };
  // What was there keeps its place: the order of recipes and rules is read by people.
  const changed = next.changed;
  const kept = Object.entries(at).map(([name, each]) => [name, name === part ? changed : each] as const);
  return { changed: Object.fromEntries(inner === undefined ? [...others, [part, changed]] : kept) };
}

function withItem(
  list: Json[],
  part: string | number | undefined,
  rest: Change['path'],
  value: Json | undefined,
): Next {
  if (typeof part !== 'number' || !Number.isInteger(part) || part < 0 || part > list.length)
    return `it is a list of ${list.length}: name a place in it`;
  const next = inTurn(list[part], rest, value);
  if (typeof next === 'string') return next;
  if (next.changed === undefined) return { changed: list.toSpliced(part, 1) };
  return { changed: list.toSpliced(part, 1, next.changed) };
}

/** Undefined: it is taken away. */
function inTurn(
  inner: Json | undefined,
  rest: Change['path'],
  value: Json | undefined,
): { changed: Json | undefined } | string {
  if (inner === undefined && (rest.length > 0 || value === undefined)) return 'there is nothing there';
  return rest.length === 0 || inner === undefined ? { changed: value } : withChange(inner, rest, value);
}
