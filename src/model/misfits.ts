import type { Problem } from './problems.ts';

type Path = (string | number)[];

/**
 * What in a model does not fit together: names of no family or type, and bounds that cross. Asks nothing of the shape, so
 * that these are found although something else is wrong as well; what has not the right kind is passed over.
 */
export function misfits(model: unknown): Problem[] {
  return [...strangers(model), ...crossings(model)];
}

/** The fields that name a family or a type which the model does not have. */
function strangers(model: unknown): Problem[] {
  const families = keysAt(model, ['families']);
  const types = keysAt(model, ['catalogue']);
  return [
    ...types.flatMap((type) => unknownName(model, ['catalogue', type, 'family'], families)),
    ...keysAt(model, ['lanes']).flatMap((lane) => unknownName(model, ['lanes', lane, 'type'], types)),
    ...keysAt(model, ['recipes']).flatMap((id) => {
      return inCondition(model, ['recipes', id, 'when'], { types, families, except: types });
    }),
  ];
}

/** Conditions lie in each other under `that` and `all`; what they match is under `of`, `one` and `other`. */
function inCondition(model: unknown, path: Path, known: Record<string, string[]>): Problem[] {
  const inner = [[...path, 'that'], ...listed(model, [...path, 'all'])];
  const named = ['of', 'one', 'other'].flatMap((match) =>
    Object.entries(known).flatMap(([list, names]) =>
      listed(model, [...path, match, list]).flatMap((place) => unknownName(model, place, names)),
    ),
  );
  return [...named, ...inner.flatMap((each) => (isThere(model, each) ? inCondition(model, each, known) : []))];
}

function isThere(model: unknown, path: Path): boolean {
  return valueAt(model, path) !== undefined;
}

function unknownName(model: unknown, path: Path, known: string[]): Problem[] {
  const input = valueAt(model, path);
  if (typeof input !== 'string' || known.includes(input)) return [];
  return [{ path, message: `must be one of ${known.join(', ')}`, input }];
}

/** The bounds that make a rule contradict another, or hold never. */
function crossings(model: unknown): Problem[] {
  const lanes = keysAt(model, ['lanes']);
  return [
    ...atMost(model, ['tiers', 'two', 'score'], ['tiers', 'one', 'score']),
    ...atMost(model, ['tiers', 'three', 'score'], ['tiers', 'two', 'score']),
    // An episode that cools at a score at which it opens would open and close by turns.
    ...atMost(model, ['opening', 'coolScore'], ['tiers', 'two', 'score']),
    ...lanes.flatMap((lane) => neverHolds(model, lane)),
  ];
}

function atMost(model: unknown, lower: Path, upper: Path): Problem[] {
  const [input, limit] = [valueAt(model, lower), valueAt(model, upper)];
  if (typeof input !== 'number' || typeof limit !== 'number' || input <= limit) return [];
  return [{ path: lower, message: `must not be above ${upper.join('.')}, which is ${limit}`, input }];
}

function neverHolds(model: unknown, lane: string): Problem[] {
  const path = ['lanes', lane, 'apartMinutes'];
  const input = valueAt(model, path);
  const hours = valueAt(model, ['lanes', lane, 'hours']);
  if (typeof input !== 'number' || typeof hours !== 'number') return [];
  if (valueAt(model, ['lanes', lane, 'times']) === 1 && input > 0)
    return [{ path, message: 'must be 0 where times is 1: one signal is not apart from another', input }];
  return input < hours * 60
    ? []
    : [{ path, message: `must be less than lanes.${lane}.hours, which is ${hours}`, input }];
}

function listed(model: unknown, path: Path): Path[] {
  const list = valueAt(model, path);
  return Array.isArray(list) ? list.map((_, index) => [...path, index]) : [];
}

function keysAt(model: unknown, path: Path): string[] {
  const value = valueAt(model, path);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function valueAt(model: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }, model);
}
