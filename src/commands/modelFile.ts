import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { defaultModel, type Model } from '../domain/model.ts';
import { misfits } from './modelFileFit.ts';
import { repeatedKeys } from './modelFileKeys.ts';
import { jsonFrom, parsedBy, type Problem } from './problems.ts';

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

const bar = { on: z.boolean(), tier: z.literal([1, 2]), score: scoreBar };
const withinHours = z.number().positive();
const times = z.literal([1, 2]);

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

/**
 * The model of a JSON file: a whole one, or a part that is laid over the default (objects merge, lists and anything with
 * a `kind` replace). Throws one Error that names the file and every wrong path with its value: what is no model, what does
 * not fit together, and what is there twice.
 */
export async function readModelFile(file: string): Promise<Model> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(
      `--model ${file}: cannot be read (${(cause as NodeJS.ErrnoException).code}): give the path of a JSON file`,
      { cause },
    );
  });
  return modelFromText(text, `--model ${file}`);
}

/** The same from the text of a file; `where` begins the message of the Error. */
export function modelFromText(text: string, where: string): Model {
  const json = jsonFrom(text, where);
  return modelFrom(json, where, repeatedKeys(text));
}

/** The same from parsed JSON; `more` are problems of its text. */
export function modelFrom(json: unknown, where: string, more: readonly Problem[] = []): Model {
  const merged = mergedOver(defaultModel, json);
  const model = parsedBy(modelSchema, merged, where, [...misfits(merged), ...more]);
  return { ...model, catalogue: worded(model.catalogue) };
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
