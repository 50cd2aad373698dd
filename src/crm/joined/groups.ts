import type { Link } from './links.ts';
import type { Naming } from './naming.ts';

/** The records of one person. The newest of several in the second CRM comes first, and speaks for them. */
export type Group = { first?: string; seconds: string[]; links: Link[] };

/** The people whose records these are, each once. */
export function groupsOf(ids: string[], links: Link[], naming: Naming): Group[] {
  const firstOf = new Map(links.map(({ first, second }) => [second, first]));
  const byFirst = Map.groupBy(links, ({ first }) => first);
  const heads = new Set(ids.map((id) => firstOf.get(id) ?? id));
  return [...heads].map((head) => {
    const theirs = byFirst.get(head) ?? [];
    if (naming.sideOf(head) === 'second') return { seconds: [head], links: [] };
    return { first: head, seconds: theirs.map(({ second }) => second), links: theirs };
  });
}

/** The record by which everybody knows the person. */
export function headOf({ first, seconds }: Group): string {
  return first ?? seconds[0] ?? '';
}

export function recordsOf({ first, seconds }: Group): string[] {
  return first === undefined ? seconds : [first, ...seconds];
}
