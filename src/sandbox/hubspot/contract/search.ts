import { ofType, pageOf } from './components.ts';
import {
  between,
  digits,
  filled,
  implies,
  list,
  object,
  oneOf,
  operation,
  ref,
  text,
  whole,
  type Paths,
  type Schema,
} from './schema.ts';

const compared = ['EQ', 'NEQ', 'LT', 'LTE', 'GT', 'GTE', 'CONTAINS_TOKEN', 'NOT_CONTAINS_TOKEN'];

function needs(operators: string[], required: string[]): Schema {
  return implies({ properties: { operator: { enum: operators } } }, { required });
}

const filter: Schema = {
  ...object(
    {
      propertyName: filled,
      operator: oneOf(...compared, 'BETWEEN', 'IN', 'NOT_IN', 'HAS_PROPERTY', 'NOT_HAS_PROPERTY'),
      value: filled,
      highValue: filled,
      // Not in the reference; as public code that met it says.
      values: list(filled, { minItems: 1, maxItems: 100 }),
    },
    ['propertyName', 'operator'],
  ),
  allOf: [needs(compared, ['value']), needs(['BETWEEN'], ['value', 'highValue']), needs(['IN', 'NOT_IN'], ['values'])],
};

const group = object({ filters: list(filter, { maxItems: 6 }) }, ['filters']);

/** What may be searched for: `x-most-filters` counts those of all groups, `x-window` is how far one can page (dossier 3.2). */
const body: Schema = {
  ...object({
    filterGroups: list(group, { maxItems: 5 }),
    sorts: list(object({ propertyName: filled, direction: oneOf('ASCENDING', 'DESCENDING') }, ['propertyName']), {
      maxItems: 1,
    }),
    properties: list(filled),
    query: text,
    limit: between(1, 200),
    after: { anyOf: [digits, { const: '' }] },
  }),
  'x-most-filters': 18,
  'x-window': 10_000,
};

/** CRM search. */
export const searchPaths: Paths = {
  '/crm/objects/{version}/{objectType}/search': {
    post: operation({
      id: 'searchRecords',
      summary: 'Records that fit one of the groups of filters',
      path: ofType,
      body,
      mostCharacters: 3_000,
      answers: { 200: pageOf(ref('Record'), { total: whole }) },
    }),
  },
};
