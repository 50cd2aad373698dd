import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { defaultModel, type Model } from '../domain/model.ts';
import { jsonFrom, problemsIn } from './problems.ts';

const name = z.string().min(1);
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
});

const familyRule = z.strictObject({
  cap: z.number().min(0).exactOptional(),
  variety: z.enum(['each type', 'whole family', 'none']),
});

const bar = { on: z.boolean(), tier: z.union([z.literal(1), z.literal(2)]), score: scoreBar };
const withinHours = z.number().positive();
const times = z.union([z.literal(1), z.literal(2)]);

const modelSchema = z.strictObject({
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
  recipes: z.strictObject({
    R1: z.strictObject({ ...bar, types: z.array(name), companion: name, withinHours, family: name }),
    R2a: z.strictObject({ ...bar, family: name, times: whole.min(1), days }),
    R2b: z.strictObject({ ...bar, family: name, except: z.array(name), otherFamily: name }),
    R3: z.strictObject({ ...bar, family: name, companion: name, withinHours }),
  }),
  lanes: z.record(
    name,
    z.strictObject({
      on: z.boolean(),
      type: name,
      times,
      apartMinutes: z.number().min(0),
      hours: z.number().positive(),
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
  }),
}) satisfies z.ZodType<Model>;

const checkedModel = modelSchema.superRefine((model, context) => {
  for (const [path, value, known] of references(model)) {
    if (Object.hasOwn(known, value)) continue;
    context.addIssue({
      code: 'custom',
      path,
      message: `must be one of ${Object.keys(known).join(', ')}`,
      input: value,
    });
  }
});

/**
 * The model of a JSON file: a whole one, or a part that is laid over the default (objects merge, lists and anything with
 * a `kind` replace). Throws one Error that names the file and every wrong path with its value.
 */
export async function readModelFile(file: string): Promise<Model> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(
      `--model ${file}: cannot be read (${(cause as NodeJS.ErrnoException).code}): give the path of a JSON file`,
      { cause },
    );
  });
  return modelFrom(jsonFrom(text, `--model ${file}`), `--model ${file}`);
}

/** The same from parsed JSON; `where` begins the message of the Error. */
export function modelFrom(json: unknown, where: string): Model {
  const parsed = checkedModel.safeParse(mergedOver(defaultModel, json), { reportInput: true });
  if (parsed.success) return { ...parsed.data, catalogue: worded(parsed.data.catalogue) };
  throw new Error(`${where}: ${problemsIn(parsed.error)}`);
}

function mergedOver(base: unknown, part: unknown): unknown {
  if (!isObject(base) || !isObject(part) || Object.hasOwn(part, 'kind')) return part;
  const merged = Object.entries(part).map(([key, value]) => {
    return [key, Object.hasOwn(base, key) ? mergedOver(base[key], value) : value] as const;
  });
  return Object.fromEntries([...Object.entries(base), ...merged]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function worded(catalogue: Model['catalogue']): Model['catalogue'] {
  return Object.fromEntries(
    Object.entries(catalogue).map(([type, rule]) => [
      type,
      { ...rule, words: rule.words || type.replaceAll('_', ' ') },
    ]),
  );
}

/** Every place that names a family or a type, with what it may name. */
function* references({ catalogue, families, recipes, lanes }: Model): Generator<[PropertyKey[], string, object]> {
  for (const [type, rule] of Object.entries(catalogue)) yield [['catalogue', type, 'family'], rule.family, families];
  for (const [lane, { type }] of Object.entries(lanes)) yield [['lanes', lane, 'type'], type, catalogue];
  for (const [index, type] of recipes.R1.types.entries()) yield [['recipes', 'R1', 'types', index], type, catalogue];
  for (const id of ['R1', 'R3'] as const) yield [['recipes', id, 'companion'], recipes[id].companion, catalogue];
  for (const id of ['R1', 'R2a', 'R2b', 'R3'] as const) yield [['recipes', id, 'family'], recipes[id].family, families];
  yield [['recipes', 'R2b', 'otherFamily'], recipes.R2b.otherFamily, families];
}
