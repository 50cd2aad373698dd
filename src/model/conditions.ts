import { listed, valueAt, type Path } from './places.ts';
import { DEEPEST } from './schema.ts';

/** The place of a condition and of all that lie in it (under `that` and `all`), outermost first, as deep as they may lie. */
export function conditionPlaces(model: unknown, path: Path, depth = 1): Path[] {
  if (depth > DEEPEST || valueAt(model, path) === undefined) return [];
  const inner = [[...path, 'that'], ...listed(model, [...path, 'all'])];
  return [path, ...inner.flatMap((each) => conditionPlaces(model, each, depth + 1))];
}
