import type { Json } from '../shared/api.ts';

/** Where in the settings something is: keys and indexes, from the outside in. */
export type Path = (string | number)[];

/** As the server writes it in its problems: `routing.pools.default.members[0].weight`. */
export function pathInWords(path: Path): string {
  return path.reduce<string>((words, part) => {
    if (typeof part === 'number') return `${words}[${part}]`;
    return words === '' ? part : `${words}.${part}`;
  }, '');
}

/** What is there, or undefined; asks nothing of the shape. */
export function valueAt(settings: unknown, path: Path): Json | undefined {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    settings,
  ) as Json | undefined;
}

/** True for the place itself and all that is in it; both as `pathInWords` has them. */
export function liesIn(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}
