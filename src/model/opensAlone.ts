import { keysAt, listed, places, valueAt, type Path } from './places.ts';
import type { Problem } from './problems.ts';
import { DEEPEST } from './schema.ts';

/** What opened e-mails alone can bring a lead to. */
type Reach = { types: ReadonlySet<string>; score: number; variety: number; counted: number };

/**
 * The lanes, recipes and tiers by which e-mail opens alone would make a lead hot. Mail clients open messages by themselves, so
 * that is never allowed. What is switched off is passed over, and so is what has not the right kind.
 */
export function opensAlone(model: unknown): Problem[] {
  const reach = reachOf(model);
  return [
    ...mappedOtherwise(model, reach),
    ...keysAt(model, ['lanes']).flatMap((id) => laneOf(model, ['lanes', id], reach)),
    ...keysAt(model, ['recipes']).flatMap((id) => recipeOf(model, ['recipes', id], reach)),
    ...['one', 'two'].flatMap((tier) => tierOf(model, ['tiers', tier], reach)),
  ];
}

/** An open under another name would pass everything below. */
function mappedOtherwise(model: unknown, { types }: Reach): Problem[] {
  const path: Path = ['mapping', 'kinds', 'email_open', 'type'];
  const input = valueAt(model, path);
  if (typeof input !== 'string' || types.has(input)) return [];
  return [{ path, message: `must be ${[...types].join(' or ')}: an open is no more than that`, input }];
}

function laneOf(model: unknown, lane: Path, { types }: Reach): Problem[] {
  const path = [...lane, 'type'];
  const input = valueAt(model, path);
  if (valueAt(model, [...lane, 'on']) === false || typeof input !== 'string' || !types.has(input)) return [];
  return [{ path, message: 'e-mail opens alone must not make a lead hot: use another type', input }];
}

function recipeOf(model: unknown, recipe: Path, reach: Reach): Problem[] {
  const path = [...recipe, 'score'];
  const input = valueAt(model, path);
  const isOff = valueAt(model, [...recipe, 'on']) === false;
  if (isOff || typeof input !== 'number' || input > reach.score) return [];
  if (!canBe(true, model, [...recipe, 'when'], reach, 1)) return [];
  return [{ path, message: tooLow(reach), input }];
}

function tierOf(model: unknown, tier: Path, reach: Reach): Problem[] {
  const path = [...tier, 'score'];
  const [input, variety, counted = 0] = ['score', 'variety', 'counted'].map((bar) => valueAt(model, [...tier, bar]));
  if (typeof input !== 'number' || typeof variety !== 'number' || typeof counted !== 'number') return [];
  if (input > reach.score || variety > reach.variety || counted > reach.counted) return [];
  return [{ path, message: `${tooLow(reach)}, or ask for a variety of ${reach.variety + 1}`, input }];
}

function tooLow({ score }: Reach): string {
  return `e-mail opens alone reach ${score} and must not make a lead hot: raise it above that`;
}

/** Whether a condition can hold (or fail) for a lead of whom nothing is known but opens. Needless care errs towards yes. */
function canBe(held: boolean, model: unknown, path: Path, reach: Reach, depth: number): boolean {
  if (depth > DEEPEST) return false;
  const inner = (at: Path, wanted = held) => canBe(wanted, model, [...path, ...at], reach, depth + 1);
  const all = () => listed(model, [...path, 'all']).map((_, index) => ['all', index]);
  switch (valueAt(model, [...path, 'kind'])) {
    case 'any':
    case 'count':
      return !held || means(model, [...path, 'of'], reach);
    case 'near':
      return !held || ['one', 'other'].every((side) => means(model, [...path, side], reach));
    case 'within':
      return inner(['that']);
    case 'not':
      return inner(['that'], !held);
    case 'and':
      return held ? all().every((at) => inner(at)) : all().some((at) => inner(at));
    case 'or':
      return held ? all().some((at) => inner(at)) : all().every((at) => inner(at));
    default:
      return false;
  }
}

/** Whether a match speaks of opens. */
function means(model: unknown, match: Path, { types }: Reach): boolean {
  const named = (list: string, name: unknown) =>
    listed(model, [...match, list]).some((path) => valueAt(model, path) === name);
  return [...types].some((type) => {
    const family = valueAt(model, ['catalogue', type, 'family']);
    return (named('types', type) || named('families', family)) && !named('except', type);
  });
}

function reachOf(model: unknown): Reach {
  const listedTypes = places(model, ['opens', 'types', '*']).map((path) => String(valueAt(model, path)));
  const types = new Set(listedTypes.length > 0 ? listedTypes : ['email_open']);
  const points = new Map([...types].map((type) => [type, mostPoints(model, type)]));
  const byFamily = Map.groupBy(types, (type) => String(valueAt(model, ['catalogue', type, 'family'])));
  const bar = numberAt(model, ['varietyPoints'], 0);
  let [score, variety] = [0, 0];
  for (const [family, ofFamily] of byFamily) {
    const worth = ofFamily.map((type) => points.get(type) ?? 0);
    const sum = worth.reduce((a, b) => a + b, 0);
    score += Math.min(sum, numberAt(model, ['families', family, 'cap'], Infinity));
    const kind = valueAt(model, ['families', family, 'variety']);
    if (kind === 'each type') variety += worth.filter((each) => each >= bar).length;
    if (kind === 'whole family' && sum >= bar) variety += 1;
  }
  const strongest = Math.max(0, ...[...types].map((type) => numberAt(model, ['catalogue', type, 'points'], 0)));
  const counted = strongest >= numberAt(model, ['countedPoints'], 0) ? Infinity : 0;
  return { types, score: Math.min(100, Math.floor(score + 0.5)), variety, counted };
}

/** Any number of opens, each fresh and sure: a sum knows no end, and each next half comes up to twice the first. */
function mostPoints(model: unknown, type: string): number {
  const points = Math.max(0, numberAt(model, ['catalogue', type, 'points'], 0));
  const repeat = valueAt(model, ['catalogue', type, 'repeat']);
  if (points === 0 || repeat === 'once') return points;
  return repeat === 'sum' ? Infinity : 2 * points;
}

function numberAt(model: unknown, path: Path, otherwise: number): number {
  const value = valueAt(model, path);
  return typeof value === 'number' ? value : otherwise;
}
