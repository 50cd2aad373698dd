import { manyOf, versioned } from './components.ts';
import { between, digits, filled, list, object, operation, ref, text, type Paths } from './schema.ts';

const ends = { ...versioned, fromObjectType: ref('ObjectType'), toObjectType: ref('ObjectType') };
const end = object({ id: digits }, ['id']);
const linkNames = list(
  object({ category: text, typeId: { type: 'integer' }, label: { type: ['string', 'null'] } }, [
    'category',
    'typeId',
    'label',
  ]),
);
// A string in 2026-03, an integer in others (dossier 3.3).
const target = object({ toObjectId: { type: ['string', 'integer'] }, associationTypes: linkNames }, [
  'toObjectId',
  'associationTypes',
]);
const linksOf = object({ from: end, to: list(target), paging: ref('Paging') }, ['from', 'to']);
const read = manyOf(linksOf);
const made = manyOf(object({ from: end, to: end }, ['from', 'to']));
const root = '/crm/associations/{version}/{fromObjectType}/{toObjectType}/batch';

/** Links between records (dossier 3.3): read 1,000 at once, made 2,000 at once. */
export const associationPaths: Paths = {
  [`${root}/read`]: {
    post: operation({
      id: 'readAssociations',
      summary: 'What up to 1,000 records are linked to',
      path: ends,
      body: object({ inputs: list(object({ id: digits, after: filled }, ['id']), { minItems: 1, maxItems: 1_000 }) }, [
        'inputs',
      ]),
      answers: { 200: read.done, 207: read.partly },
    }),
  },
  [`${root}/create`]: {
    post: operation({
      id: 'createAssociations',
      summary: 'Links up to 2,000 pairs',
      path: ends,
      body: object(
        {
          inputs: list(
            object({ from: end, to: end, types: list(ref('LinkType'), { minItems: 1 }) }, ['from', 'to', 'types']),
            { minItems: 1, maxItems: 2_000 },
          ),
        },
        ['inputs'],
      ),
      answers: { 200: made.done, 201: made.done, 207: made.partly },
    }),
  },
  [`${root}/associate/default`]: {
    post: operation({
      id: 'createDefaultAssociations',
      summary: 'Links up to 2,000 pairs without a label',
      path: ends,
      body: object({ inputs: list(object({ from: end, to: end }, ['from', 'to']), { minItems: 1, maxItems: 2_000 }) }, [
        'inputs',
      ]),
      answers: { 200: made.done, 207: made.partly },
    }),
  },
  '/crm/objects/{version}/{fromObjectType}/{id}/associations/{toObjectType}': {
    get: operation({
      id: 'readAssociation',
      summary: 'What one record is linked to; not in 2026-09',
      path: { ...ends, id: digits },
      query: { limit: between(1, 500), after: filled },
      answers: { 200: object({ results: list(target), paging: ref('Paging') }, ['results']) },
    }),
  },
  '/crm/objects/{version}/{fromObjectType}/{id}/associations/default/{toObjectType}/{toId}': {
    put: operation({
      id: 'createDefaultAssociation',
      summary: 'Links two records without a label',
      path: { ...ends, id: digits, toId: digits },
      answers: { 200: made.done },
    }),
  },
};
