import type { Link, Links } from './links.ts';

const MOST = 100_000;

/** Links with a memory of the last ones asked for: an address is wanted at once, where nobody can wait for an answer. */
export function remembered(links: Links): { links: Links; recordsOf: (id: string) => string[] } {
  const people = new Map<string, string[]>();
  const heard = (found: Link[]) => {
    if (people.size > MOST) people.clear();
    for (const theirs of Map.groupBy(found, ({ first }) => first).values()) {
      const records = [...new Set(theirs.flatMap(({ first, second }) => [first, second]))];
      for (const record of records) people.set(record, records);
    }
    return found;
  };
  return {
    links: {
      ...links,
      of: async (records) => {
        const found = await links.of(records);
        for (const record of records) people.delete(record);
        return heard(found);
      },
      keep: async (pairs) => heard(await links.keep(pairs)),
    },
    recordsOf: (id) => people.get(id) ?? [id],
  };
}
