import {
  digits,
  filled,
  flag,
  list,
  object,
  oneOf,
  open,
  ref,
  text,
  time,
  whole,
  wordOf,
  type Schema,
} from './schema.ts';

/** Path parts that many operations share. */
export const versioned: Record<string, Schema> = { version: ref('Version') };
export const ofType: Record<string, Schema> = { ...versioned, objectType: ref('ObjectType') };

/** A page of `results`, with the way to the next. */
export function pageOf(item: Schema, more: Record<string, Schema> = {}): Schema {
  const fields = { results: list(item), paging: ref('Paging'), ...more };
  return object(fields, ['results', ...Object.keys(more)]);
}

/** Several answers in one: `errors` of a 207 says which failed. */
export function manyOf(item: Schema): { done: Schema; partly: Schema } {
  const fields = { status: oneOf('COMPLETE'), results: list(item), startedAt: time, completedAt: time };
  const failed = { numErrors: whole, errors: list(ref('ItemError')) };
  const always = ['status', 'results', 'startedAt', 'completedAt'];
  return {
    done: object(fields, always),
    partly: object({ ...fields, ...failed }, [...always, 'numErrors', 'errors']),
  };
}

const values: Schema = { type: 'object', additionalProperties: { type: 'string', maxLength: 65_536 } };

const link = object({ to: object({ id: digits }, ['id']), types: list(ref('LinkType'), { minItems: 1 }) }, [
  'to',
  'types',
]);

const version = open({ value: text, timestamp: time, sourceType: text });

const record = {
  id: digits,
  properties: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
  createdAt: time,
  updatedAt: time,
  archived: flag,
};

/** What the operations share. Sources: the pages of HubSpot's public API reference that the dossier names in 3. */
export const components: Record<string, Schema> = {
  Version: oneOf('2026-03', '2026-09'),
  // By name; deals are written as their type id in 2026-03 (dossier 3).
  ObjectType: wordOf(
    `contacts companies deals users tasks notes meetings calls emails communications contact company deal
    0-1 0-2 0-3 0-115 0-27 0-46 0-47 0-48 0-49 0-18`,
  ),
  Values: values,
  LinkType: object(
    {
      associationCategory: oneOf('HUBSPOT_DEFINED', 'USER_DEFINED', 'INTEGRATOR_DEFINED', 'WORK'),
      associationTypeId: { type: 'integer', minimum: 1 },
    },
    ['associationCategory', 'associationTypeId'],
  ),
  Links: list(link),
  Record: object(
    {
      ...record,
      propertiesWithHistory: { type: 'object', additionalProperties: list(version) },
      archivedAt: time,
      associations: { type: 'object', additionalProperties: open({ results: list(open({ id: digits, type: text })) }) },
      url: text,
      objectWriteTraceId: text,
      new: flag,
    },
    Object.keys(record),
  ),
  Paging: object({
    next: object({ after: filled, link: text }, ['after']),
    prev: object({ before: filled, link: text }, ['before']),
  }),
  ItemError: open({
    status: oneOf('error'),
    category: text,
    message: text,
    context: { type: 'object', additionalProperties: list(text) },
  }),
  Error: open({ status: text, message: text, correlationId: text, category: text }),
};
