import { describe, type Env, names, variables } from './variables.ts';

/** Names of our prefixes that are nearly ours. Others may belong to other programs. */
export function misspelt(env: Env): string[] {
  const unknown = Object.keys(env).filter(
    (name) => /^(HUBSPOT|SALESFORCE|SLACK)_/.test(name) && !Object.hasOwn(variables, name),
  );
  return unknown.flatMap((name) => {
    const meant = names.find((known) => describe(known).alias?.includes(name) || editsBetween(name, known) <= 2);
    return meant === undefined ? [] : [`${name} is not a setting: did you mean ${meant}?`];
  });
}

/** Levenshtein: letters to insert, delete or change. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
