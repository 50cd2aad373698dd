/** Where in a model's JSON something is: keys and indexes, from the outside in. */
export type Path = (string | number)[];

/** What is there, or undefined; asks nothing of the shape. */
export function valueAt(model: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  }, model);
}

/** The keys of the object that is there; none when there is no object. */
export function keysAt(model: unknown, path: Path): string[] {
  const value = valueAt(model, path);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** The place of each entry of the list that is there; none when there is no list. */
export function listed(model: unknown, path: Path): Path[] {
  const list = valueAt(model, path);
  return Array.isArray(list) ? list.map((_, index) => [...path, index]) : [];
}

/** All places of a path in which `*` stands for every entry of a list or object. */
export function places(model: unknown, path: Path): Path[] {
  return path.reduce<Path[]>(
    (known, key) => {
      if (key !== '*') return known.map((place) => [...place, key]);
      return known.flatMap((place) => [
        ...listed(model, place),
        ...keysAt(model, place).map((inner) => [...place, inner]),
      ]);
    },
    [[]],
  );
}
