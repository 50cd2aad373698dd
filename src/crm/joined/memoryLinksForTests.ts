import type { Link, Links } from './links.ts';

/** Links as the store keeps them, for tests without a database. */
export function memoryLinks(now: () => number): Links & { all: () => Link[] } {
  const kept = new Map<string, Link>();
  const all = () =>
    [...kept.values()].toSorted((a, b) => b.second.length - a.second.length || (a.second < b.second ? 1 : -1));
  const of = async (records: string[]) => {
    const firsts = all()
      .filter(({ first, second }) => records.includes(first) || records.includes(second))
      .map(({ first }) => first);
    return structuredClone(all().filter(({ first }) => firsts.includes(first)));
  };
  return {
    all,
    of,
    keep: async (pairs) => {
      for (const pair of pairs) {
        const before = kept.get(pair.second);
        const seen = before?.first === pair.first ? before.seen : {};
        if (before === undefined || (before.how === 'email' && pair.how === 'id'))
          kept.set(pair.second, { ...pair, seen });
      }
      return of(pairs.flatMap(({ first, second }) => [first, second]));
    },
    saw: async (news) => {
      for (const { second, seen, half } of news) {
        const link = kept.get(second);
        if (link === undefined) continue;
        const laid = Object.entries({ ...link.seen, ...structuredClone(seen) }).filter(([, value]) => value !== null);
        const { halfAt, ...rest } = link;
        const at = half === undefined ? halfAt : half ? now() : undefined;
        kept.set(second, { ...rest, seen: Object.fromEntries(laid), ...(at !== undefined && { halfAt: at }) });
      }
    },
    moved: async (merges) => {
      for (const { record, into } of merges) {
        const link = kept.get(record);
        if (link !== undefined && !kept.has(into)) {
          kept.delete(record);
          kept.set(into, { ...link, second: into });
        }
        for (const one of all()) if (one.first === record) kept.set(one.second, { ...one, first: into });
      }
    },
    drop: async (records) => {
      for (const { first, second } of all())
        if (records.includes(first) || records.includes(second)) kept.delete(second);
    },
    halves: async (limit) =>
      structuredClone(all().filter(({ halfAt }) => halfAt !== undefined))
        .toSorted((a, b) => (a.halfAt ?? 0) - (b.halfAt ?? 0))
        .slice(0, limit),
  };
}
