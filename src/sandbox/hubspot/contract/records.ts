import { manyOf, ofType, pageOf, versioned } from './components.ts';
import {
  between,
  digits,
  filled,
  flag,
  implies,
  list,
  names,
  object,
  oneOf,
  operation,
  ref,
  text,
  type Paths,
} from './schema.ts';
import { taskOrNote } from './tasks.ts';

const seen = { properties: names, propertiesWithHistory: names, associations: names, archived: flag };
const one = { ...ofType, id: filled };
const many = manyOf(ref('Record'));
const root = '/crm/objects/{version}/{objectType}';
const wholeList = { limit: between(1, 100), after: digits };

const made = object({ properties: ref('Values'), associations: ref('Links'), objectWriteTraceId: text }, [
  'properties',
]);
const changed = { id: filled, idProperty: filled, objectWriteTraceId: text, properties: ref('Values') };

/** Up to 100 records, 50 with their histories. */
const read = {
  ...object(
    {
      inputs: list(object({ id: filled }, ['id']), { minItems: 1, maxItems: 100 }),
      properties: list(filled),
      propertiesWithHistory: list(filled),
      idProperty: filled,
    },
    ['inputs'],
  ),
  ...implies(
    { required: ['propertiesWithHistory'], properties: { propertiesWithHistory: { minItems: 1 } } },
    { properties: { inputs: { maxItems: 50 } } },
  ),
};

function batch(item: object, id: string, summary: string, created = false): Paths[string] {
  const body = object({ inputs: list({ ...item }, { minItems: 1, maxItems: 100 }) }, ['inputs']);
  const answers = { [created ? 201 : 200]: many.done, 207: many.partly };
  return { post: operation({ id, summary, path: ofType, body, answers }) };
}

/** Records of every kind (dossier 3.2, 3.4). */
export const recordPaths: Paths = {
  [root]: {
    get: {
      ...operation({
        id: 'listRecords',
        summary: 'A page of records in the order of their ids: 100, or 50 with histories',
        path: ofType,
        query: { ...wholeList, ...seen },
        answers: { 200: pageOf(ref('Record')) },
      }),
      'x-query': implies({ required: ['propertiesWithHistory'] }, { properties: { limit: { maximum: 50 } } }),
    },
    post: operation({
      id: 'createRecord',
      summary: 'One new record',
      path: ofType,
      body: made,
      answers: { 201: ref('Record') },
    }),
  },
  [`${root}/{id}`]: {
    get: operation({
      id: 'readRecord',
      summary: 'One record, by its id or by a unique property',
      path: one,
      query: { ...seen, idProperty: filled },
      answers: { 200: ref('Record') },
    }),
    patch: operation({
      id: 'updateRecord',
      summary: 'Changes values of one record',
      path: one,
      query: { idProperty: filled },
      body: object({ properties: ref('Values'), objectWriteTraceId: text }, ['properties']),
      answers: { 200: ref('Record') },
    }),
    delete: operation({
      id: 'archiveRecord',
      summary: 'To the recycle bin',
      path: one,
      answers: { 204: 'nothing' },
    }),
  },
  [`${root}/batch/read`]: {
    post: operation({
      id: 'readRecords',
      summary: 'Up to 100 records, 50 with histories',
      path: ofType,
      query: { archived: flag },
      body: read,
      answers: { 200: many.done, 207: many.partly },
    }),
  },
  [`${root}/batch/create`]: batch(made, 'createRecords', 'Up to 100 new records', true),
  [`${root}/batch/update`]: batch(object(changed, ['id', 'properties']), 'updateRecords', 'Changes up to 100 records'),
  [`${root}/batch/upsert`]: batch(
    object(changed, ['id', 'idProperty', 'properties']),
    'upsertRecords',
    'Changes or makes up to 100 records',
  ),
  [`${root}/batch/archive`]: {
    post: operation({
      id: 'archiveRecords',
      summary: 'Up to 100 records to the recycle bin',
      path: ofType,
      body: object({ inputs: list(object({ id: digits }, ['id']), { minItems: 1, maxItems: 100 }) }, ['inputs']),
      answers: { 204: 'nothing' },
    }),
  },
  ...taskOrNote('tasks', many),
  ...taskOrNote('notes', many),
  '/crm/objects/{version}/contacts/gdpr-delete': {
    post: operation({
      id: 'eraseContact',
      summary: 'Erases a contact for good',
      path: versioned,
      body: object({ objectId: filled, idProperty: oneOf('email') }, ['objectId']),
      answers: { 204: 'nothing' },
    }),
  },
  '/crm/objects/{version}/contacts/merge': {
    post: operation({
      id: 'mergeContacts',
      summary: 'Makes one contact of two',
      path: versioned,
      body: object({ primaryObjectId: digits, objectIdToMerge: digits }, ['primaryObjectId', 'objectIdToMerge']),
      answers: { 200: ref('Record') },
    }),
  },
};
