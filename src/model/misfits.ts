import { conditionPlaces } from './conditions.ts';
import { wrongDomains } from './domains.ts';
import { wrongLanes } from './lanes.ts';
import { beyondLimits } from './limits.ts';
import { opensAlone } from './opensAlone.ts';
import { wrongPatterns } from './patterns.ts';
import { keysAt, listed, places, valueAt, type Path } from './places.ts';
import type { Problem } from './problems.ts';
import { routingMisfits } from './routingMisfits.ts';
import { wrongStatuses } from './statuses.ts';
import { neverHolding } from './unreachable.ts';

/**
 * What in a model does not fit together: names of no family or type, bounds that cross, numbers that make nonsense, lanes and
 * recipes that hold never, domains that are none, statuses of our own that would disqualify, patterns that can run away, hot leads
 * by opened e-mails alone, and routing that names nobody. Asks nothing of the shape, so that these are found although something
 * else is wrong as well; what has not the right kind is passed over.
 */
export function misfits(model: unknown): Problem[] {
  return [
    ...strangers(model),
    ...crossings(model),
    ...beyondLimits(model),
    ...wrongLanes(model),
    ...wrongDomains(model),
    ...wrongStatuses(model),
    ...wrongPatterns(model),
    ...neverHolding(model),
    ...opensAlone(model),
    ...routingMisfits(model),
  ];
}

/** Where types and families stand, besides the catalogue, the lanes and the recipes. */
export const typePlaces: Path[] = [
  ...['pages', 'forms', 'events', 'campaigns', 'kinds'].map((list) => ['mapping', list, '*', 'type']),
  ['mapping', 'replies', '*'],
  ['mapping', 'companyTypes', '*'],
  ...['types', 'clickTypes', 'visitTypes', 'confirmedBy'].map((list) => ['opens', list, '*']),
  ['accounts', 'committee', 'types', '*'],
  ['sla', 'urgentTypes', '*'],
];

/** The fields that name a family or a type which the model does not have. */
function strangers(model: unknown): Problem[] {
  const families = keysAt(model, ['families']);
  const types = keysAt(model, ['catalogue']);
  const unknownOf = (names: string[], found: Path[]) => found.flatMap((path) => unknownName(model, path, names));
  return [
    ...unknownOf(families, places(model, ['catalogue', '*', 'family'])),
    ...unknownOf(types, places(model, ['lanes', '*', 'type'])),
    ...places(model, ['recipes', '*', 'when'])
      .flatMap((when) => conditionPlaces(model, when))
      .flatMap((path) => inCondition(model, path, { types, families, except: types })),
    // A reply without clear interest is kept under a type that is worth nothing.
    ...typePlaces.flatMap((path) => unknownOf([...types, 'reply'], places(model, path))),
    ...unknownOf(families, places(model, ['accounts', 'committee', 'families', '*'])),
  ];
}

/** What a condition matches is under `of`, `one` and `other`. */
function inCondition(model: unknown, path: Path, known: Record<string, string[]>): Problem[] {
  return ['of', 'one', 'other'].flatMap((match) =>
    Object.entries(known).flatMap(([list, names]) =>
      listed(model, [...path, match, list]).flatMap((place) => unknownName(model, place, names)),
    ),
  );
}

function unknownName(model: unknown, path: Path, known: string[]): Problem[] {
  const input = valueAt(model, path);
  if (typeof input !== 'string' || known.includes(input)) return [];
  return [{ path, message: `must be one of ${known.join(', ')}`, input }];
}

/** The bounds that make a rule contradict another, or hold never. */
function crossings(model: unknown): Problem[] {
  const better = ['machine', 'prefetch', 'ambiguous', 'probable', 'confirmed'].map((tier) => [
    'opens',
    'confidence',
    tier,
  ]);
  return [
    ...atMost(model, ['tiers', 'two', 'score'], ['tiers', 'one', 'score']),
    ...atMost(model, ['tiers', 'three', 'score'], ['tiers', 'two', 'score']),
    // An episode that cools at a score at which it opens would open and close by turns.
    ...atMost(model, ['opening', 'coolScore'], ['tiers', 'two', 'score']),
    ...better.slice(1).flatMap((upper, index) => atMost(model, better[index] as Path, upper)),
    ...places(model, ['fit', 'rules', '*', 'all', '*']).flatMap((test) => {
      return atMost(model, [...test, 'atLeast'], [...test, 'atMost']);
    }),
  ];
}

function atMost(model: unknown, lower: Path, upper: Path): Problem[] {
  const [input, limit] = [valueAt(model, lower), valueAt(model, upper)];
  if (typeof input !== 'number' || typeof limit !== 'number' || input <= limit) return [];
  return [{ path: lower, message: `must not be above ${upper.join('.')}, which is ${limit}`, input }];
}
