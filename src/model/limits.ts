import { conditionPlaces } from './conditions.ts';
import { places, valueAt, type Path } from './places.ts';
import type { Problem } from './problems.ts';

type Limit = { at: Path; refuses: (value: number) => boolean; must: string };

const YEAR_HOURS = 366 * 24;
const MONTH_HOURS = 31 * 24;
const MINUTE_DAYS = 1 / (24 * 60);
const noPoints = (points: number) => points >= -1000 && points <= 0;
const zero = (value: number) => value === 0;
const underAMinute = (days: number) => days > 0 && days < MINUTE_DAYS;

const aMinute = 'must be at least a minute, about 0.0007 days';
const limits: Limit[] = [
  { at: ['countedPoints'], refuses: noPoints, must: 'must be more than 0: what is worth nothing does not count' },
  { at: ['varietyPoints'], refuses: noPoints, must: 'must be more than 0: what is worth nothing does not count' },
  {
    at: ['catalogue', '*', 'decay', 'loss'],
    refuses: (loss) => loss === 1,
    must: 'must be less than 1: all would be lost at once',
  },
  { at: ['catalogue', '*', 'decay', 'days'], refuses: underAMinute, must: aMinute },
  { at: ['windowDays'], refuses: underAMinute, must: aMinute },
  { at: ['tiers', 'three', 'score'], refuses: zero, must: 'must be 1 or more: everybody would be warm' },
  {
    at: ['opening', 'coolScore'],
    refuses: zero,
    must: 'must be 1 or more: no score is below 0, so nothing would cool',
  },
  {
    at: ['opening', 'coolRecipeMargin'],
    refuses: zero,
    must: 'must be more than 0: a lead would be hot and cool at once',
  },
  upTo(24 * 60, 'a day', ['foldMinutes']),
  upTo(60, 'an hour', ['aheadMinutes']),
  upTo(YEAR_HOURS, 'a year', ['lanes', '*', 'hours']),
  upTo(MONTH_HOURS, 'a month', ['opening', 'receivedWithinHours']),
];

/**
 * The numbers of a model that its schema takes and that still make nonsense; what the schema refuses is passed over. They are
 * no part of the schema, so that a model that was published before still decides.
 */
export function beyondLimits(model: unknown): Problem[] {
  return [...limits, ...limitsOfRecipes(model)].flatMap((limit) =>
    places(model, limit.at).flatMap((path) => beyond(model, path, limit)),
  );
}

/** Conditions lie in each other, so `*` does not find them. */
function limitsOfRecipes(model: unknown): Limit[] {
  return places(model, ['recipes', '*', 'when'])
    .flatMap((when) => conditionPlaces(model, when))
    .map((condition) => upTo(YEAR_HOURS, 'a year', [...condition, 'hours']));
}

function beyond(model: unknown, path: Path, { refuses, must }: Limit): Problem[] {
  const input = valueAt(model, path);
  return typeof input === 'number' && refuses(input) ? [{ path, message: must, input }] : [];
}

function upTo(most: number, words: string, at: Path): Limit {
  return { at, refuses: (value) => value > most, must: `must be ${most} or less, which is ${words}` };
}
