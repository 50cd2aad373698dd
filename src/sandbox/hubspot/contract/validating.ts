import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { document } from './document.ts';
import { pointerTo, type Place } from './finding.ts';
import type { Schema } from './schema.ts';

/** Where something breaks a rule, and which; never with the value itself, which may be a person's. */
export type Breach = {
  place: string;
  rule: string;
  /** It is only a name that the contract does not have: HubSpot lets most of those pass. */
  unknownName: boolean;
};

/** Holds data against parts of the document. */
export type Validating = ReturnType<typeof validating>;

export function validating() {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
  ajv.addKeyword({ keyword: 'x-most-filters', type: 'object', schemaType: 'number', validate: hasAtMostFilters });
  ajv.addKeyword({ keyword: 'x-window', type: 'object', schemaType: 'number', validate: isWithinWindow });
  ajv.addVocabulary(['openapi', 'info', 'servers', 'paths', 'components']);
  ajv.addSchema(document, 'hubspot');
  const compiled = new Map<string, ValidateFunction>();

  function breaches(key: string, schema: () => Schema, data: unknown, under: string): Breach[] {
    const validate = compiled.get(key) ?? ajv.compile(schema());
    compiled.set(key, validate);
    return validate(data) ? [] : (validate.errors ?? []).slice(0, 10).map((error) => breachOf(error, under));
  }

  return {
    /** The part of the document at this pointer. */
    at: (pointer: string, data: unknown, under: string): Breach[] =>
      breaches(pointer, () => ({ $ref: `hubspot#${pointer}` }), data, under),
    /** Path or query parameters, by name. */
    parameters(place: Place, where: 'path' | 'query', data: Record<string, unknown>): Breach[] {
      return breaches(`${place.pointer} ${where}`, () => parametersSchema(place, where), data, where);
    },
    /** Whether every schema of the document is one; throws what is wrong. */
    compileAll(): void {
      for (const pointer of schemaPointers(document)) ajv.compile({ $ref: `hubspot#${pointer}` });
    },
  };
}

function parametersSchema({ operation, pointer }: Place, where: 'path' | 'query'): Schema {
  const indexed = operation.parameters.map((parameter, i) => ({ ...parameter, i })).filter((each) => each.in === where);
  return {
    type: 'object',
    properties: Object.fromEntries(
      indexed.map(({ name, i }) => [name, { $ref: `hubspot#${pointer}${pointerTo('parameters', i, 'schema')}` }]),
    ),
    required: indexed.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
    ...(where === 'query' ? operation['x-query'] : {}),
  };
}

function breachOf({ instancePath, keyword, message = keyword, params }: ErrorObject, under: string): Breach {
  const unknown: unknown = (params as Record<string, unknown>)['additionalProperty'];
  const named = typeof unknown === 'string' ? `/${unknown}` : '';
  return { place: `${under}${instancePath}${named}`, rule: message, unknownName: keyword === 'additionalProperties' };
}

type Search = { filterGroups?: { filters?: unknown[] }[]; limit?: number; after?: string };

function hasAtMostFilters(most: number, { filterGroups = [] }: Search): boolean {
  if (!Array.isArray(filterGroups)) return true;
  return filterGroups.reduce((sum, { filters }) => sum + (filters?.length ?? 0), 0) <= most;
}

function isWithinWindow(most: number, { limit = 10, after = '0' }: Search): boolean {
  return Number(after) + limit <= most;
}

/** Everything called `schema`, and the components. */
function schemaPointers(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = pointer + pointerTo(name);
    const isSchema = name === 'schema' || pointer === '/components/schemas';
    return isSchema ? [here] : schemaPointers(inner, here);
  });
}
