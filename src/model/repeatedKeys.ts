import type { Problem } from './problems.ts';

type Level = { path: (string | number)[]; seen?: Set<string>; key: string | number };

/** A string, or one of the marks that give JSON its shape; numbers and words are passed over. */
const marks = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** The keys that an object of this JSON text has twice: of those JSON.parse silently keeps the last. The text must be JSON. */
export function repeatedKeys(text: string): Problem[] {
  const problems: Problem[] = [];
  const levels: Level[] = [];
  let string = '';
  for (const [mark] of text.matchAll(marks)) {
    const level = levels.at(-1);
    if (mark === '{' || mark === '[') levels.push(levelIn(level, mark));
    else if (mark === '}' || mark === ']') levels.pop();
    else if (mark === ':' && level) problems.push(...takeKey(level, string));
    else if (mark === ',' && typeof level?.key === 'number') level.key += 1;
    else string = mark;
  }
  return problems;
}

function levelIn(parent: Level | undefined, mark: '{' | '['): Level {
  const path = parent ? [...parent.path, parent.key] : [];
  return mark === '{' ? { path, seen: new Set(), key: '' } : { path, key: 0 };
}

function takeKey(level: Level, string: string): Problem[] {
  const key = JSON.parse(string) as string;
  const isRepeated = level.seen?.has(key) ?? false;
  level.key = key;
  level.seen?.add(key);
  return isRepeated ? [{ path: [...level.path, key], message: 'is there twice: remove one', input: {} }] : [];
}
