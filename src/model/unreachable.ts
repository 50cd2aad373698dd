import { keysAt, listed, places, valueAt, type Path } from './places.ts';
import type { Problem } from './problems.ts';
import { DEEPEST } from './schema.ts';

const DAY_MINUTES = 24 * 60;

/**
 * The parts of recipes that can never hold: what matches no type that is worth points, and a number that cannot be reached,
 * since visits of a type folded by type alone are at least `foldMinutes` apart. Passes over what has not the right kind.
 */
export function neverHolding(model: unknown): Problem[] {
  return places(model, ['recipes', '*', 'when']).flatMap((path) => inCondition(model, path, Infinity, 1));
}

/** `days` is how far back the conditions around it look. */
function inCondition(model: unknown, path: Path, days: number, depth: number): Problem[] {
  if (depth > DEEPEST) return [];
  switch (valueAt(model, [...path, 'kind'])) {
    case 'any':
      return matchesNothing(model, [...path, 'of']);
    case 'near':
      return ['one', 'other'].flatMap((side) => matchesNothing(model, [...path, side]));
    case 'count':
      return [...matchesNothing(model, [...path, 'of']), ...tooMany(model, path, days)];
    case 'within': {
      const own = valueAt(model, [...path, 'days']);
      const least = typeof own === 'number' && own > 0 ? Math.min(own, days) : days;
      return inCondition(model, [...path, 'that'], least, depth + 1);
    }
    case 'not':
      return inCondition(model, [...path, 'that'], days, depth + 1);
    default:
      return listed(model, [...path, 'all']).flatMap((each) => inCondition(model, each, days, depth + 1));
  }
}

function matchesNothing(model: unknown, path: Path): Problem[] {
  const types = matched(model, path);
  const namesSomething = ['types', 'families'].some((list) => listed(model, [...path, list]).length > 0);
  if (types === undefined || !namesSomething || types.length > 0) return [];
  const message = 'matches nothing: no type is left that is worth points: name another, or take one out of except';
  return [{ path, message, input: valueAt(model, path) }];
}

function tooMany(model: unknown, path: Path, days: number): Problem[] {
  const input = valueAt(model, [...path, 'atLeast']);
  const types = matched(model, [...path, 'of']);
  if (typeof input !== 'number' || types === undefined || types.length === 0) return [];
  const most = types.reduce((sum, type) => sum + mostOf(model, type, days), 0);
  if (input <= most) return [];
  return [{ path: [...path, 'atLeast'], message: `can never be reached: at most ${most} can be there at once`, input }];
}

/** The types of the catalogue a match means, without worthless ones; undefined when it names one that is not there. */
function matched(model: unknown, path: Path): string[] | undefined {
  const lists = ['types', 'families', 'except'].map((list) => namesAt(model, [...path, list]));
  const [types = [], families = [], except = []] = lists;
  const known = keysAt(model, ['catalogue']);
  const knownFamilies = keysAt(model, ['families']);
  const isStrange = [...types, ...except].some((type) => !known.includes(type));
  if (isStrange || families.some((family) => !knownFamilies.includes(family))) return undefined;
  const fieldOf = (type: string, field: string) => valueAt(model, ['catalogue', type, field]);
  const isIn = (type: string) => types.includes(type) || families.some((family) => family === fieldOf(type, 'family'));
  return known.filter((type) => isIn(type) && !except.includes(type) && fieldOf(type, 'points') !== 0);
}

function namesAt(model: unknown, path: Path): string[] {
  return listed(model, path).flatMap((place) => {
    const name = valueAt(model, place);
    return typeof name === 'string' ? [name] : [];
  });
}

/** How many visits of a type can count at once. Those of different assets are never folded, and readings of a state neither. */
function mostOf(model: unknown, type: string, days: number): number {
  const rule: Path = ['catalogue', type];
  const fold = valueAt(model, ['foldMinutes']);
  const ahead = valueAt(model, ['aheadMinutes']);
  const isFolded = valueAt(model, [...rule, 'foldBy']) === 'type' && valueAt(model, [...rule, 'state']) === undefined;
  if (!isFolded || typeof fold !== 'number' || fold <= 0 || typeof ahead !== 'number') return Infinity;
  const lives = valueAt(model, [...rule, 'decay', 'days']) ?? valueAt(model, ['windowDays']);
  const minutes = Math.min(days, typeof lives === 'number' ? lives : Infinity) * DAY_MINUTES;
  return Math.ceil((minutes + ahead) / fold);
}
