import { z } from 'zod';
import { accountsSchema, fitSchema, mappingSchema, opensSchema } from './sections.ts';
import { routingSchema, slaSchema } from './routing.ts';
import { tellingSchema } from './telling.ts';
import { type Condition, defaultDisqualifiedStatuses, type Model } from '../domain/model.ts';

const name = z
  .string()
  .min(1)
  .regex(/^\P{Cc}*$/u, 'must hold no control characters');
const days = z.number().positive().max(3650);
const points = z.number().min(-1000).max(1000);
const whole = z.number().int().min(0);
const scoreBar = z.number().int().min(0).max(100);
const domains = z.array(name);

const decay = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hold'), days }),
  z.strictObject({ kind: z.literal('weekly'), loss: z.number().min(0).max(1) }),
  z.strictObject({ kind: z.literal('linear'), days }),
]);

const typeRule = z.strictObject({
  family: name,
  points,
  decay,
  repeat: z.enum(['sum', 'once', 'diminish']).default('diminish'),
  foldBy: z.enum(['type', 'type and asset']).default('type and asset'),
  words: z.string().default(''),
  state: z.strictObject({ above: z.number() }).exactOptional(),
});

const familyRule = z.strictObject({
  cap: z.number().min(0).exactOptional(),
  variety: z.enum(['each type', 'whole family', 'none']),
});

const names = z.array(name);
const match = z
  .strictObject({ types: names.exactOptional(), families: names.exactOptional(), except: names.exactOptional() })
  .refine(({ types = [], families = [] }) => types.length + families.length > 0, {
    error: 'matches nothing: name at least one of types or families',
  });

/** Conditions lie in each other no deeper than this. */
export const DEEPEST = 10;

function conditionAt(depth: number): z.ZodType<Condition> {
  if (depth > DEEPEST)
    return z.never({ error: `lies deeper than ${DEEPEST} conditions in each other: split the recipe` });
  const inner = conditionAt(depth + 1);
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('any'), of: match }),
    z.strictObject({ kind: z.literal('count'), of: match, atLeast: whole.min(1), different: z.boolean() }),
    z.strictObject({ kind: z.literal('near'), one: match, other: match, hours: z.number().positive() }),
    z.strictObject({ kind: z.literal('within'), days, that: inner }),
    z.strictObject({ kind: z.literal(['and', 'or']), all: z.array(inner).min(1) }),
    z.strictObject({ kind: z.literal('not'), that: inner }),
  ]);
}

const recipe = z.strictObject({
  on: z.boolean(),
  tier: z.literal([1, 2]),
  // With 0 the pattern alone would do, of a lead whose points others took away as well.
  score: scoreBar.min(1),
  words: z.string().min(1),
  when: conditionAt(1),
});

const times = z.literal([1, 2]);

/** What a model's JSON must be like; `misfits` says what must fit together besides. */
export const modelSchema = z.strictObject({
  version: whole,
  families: z.record(name, familyRule),
  catalogue: z.record(name, typeRule),
  windowDays: days,
  foldMinutes: z.number().min(0),
  aheadMinutes: z.number().min(0),
  varietyPoints: points,
  countedPoints: points,
  tiers: z.strictObject({
    one: z.strictObject({ score: scoreBar, variety: whole }),
    two: z.strictObject({ score: scoreBar, variety: whole, counted: whole }),
    three: z.strictObject({ score: scoreBar }),
  }),
  recipes: z.record(name, recipe),
  lanes: z.record(
    name,
    z.strictObject({
      on: z.boolean(),
      type: name,
      times,
      apartMinutes: z.number().min(0),
      hours: z.number().positive(),
      asked: z.literal(true).exactOptional(),
    }),
  ),
  opening: z.strictObject({
    receivedWithinHours: z.number().positive(),
    repeatWithinDays: days,
    coolScore: scoreBar,
    coolRecipeMargin: z.number().min(0),
  }),
  suppression: z.strictObject({
    customerLifecycles: z.array(name),
    ownDomains: domains,
    competitorDomains: domains,
    disposableDomains: domains,
    disqualifiedDays: z.number().min(0),
    // Models published before it was a setting have none.
    disqualifiedStatuses: z.array(name).default(defaultDisqualifiedStatuses),
  }),
  fit: fitSchema,
  accounts: accountsSchema,
  opens: opensSchema,
  mapping: mappingSchema,
  routing: routingSchema,
  sla: slaSchema,
  telling: tellingSchema,
}) satisfies z.ZodType<Model>;
