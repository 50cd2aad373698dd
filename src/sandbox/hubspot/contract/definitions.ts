import { manyOf, ofType, versioned } from './components.ts';
import {
  filled,
  flag,
  list,
  object,
  oneOf,
  open,
  operation,
  ref,
  text,
  whole,
  wordOf,
  type Paths,
  type Schema,
} from './schema.ts';

const option = {
  label: filled,
  value: filled,
  displayOrder: whole,
  hidden: flag,
  description: text,
};
const options = list(object(option, ['label', 'value', 'displayOrder', 'hidden']));

// Dossier 3.1.
const described: Record<string, Schema> = {
  label: filled,
  type: oneOf('bool', 'date', 'datetime', 'enumeration', 'number', 'phone_number', 'string'),
  fieldType: wordOf(
    'booleancheckbox calculation_equation checkbox date file html number phonenumber radio select text textarea',
  ),
  groupName: filled,
  description: text,
  displayOrder: whole,
  hidden: flag,
  formField: flag,
  numberDisplayHint: oneOf('unformatted', 'formatted', 'currency', 'percentage', 'duration', 'probability'),
  options,
};
const made = object({ name: { type: 'string', pattern: '^[a-z][a-z0-9_]*$' }, ...described, hasUniqueValue: flag }, [
  'name',
  'label',
  'type',
  'fieldType',
  'groupName',
]);
const property = open({
  name: filled,
  label: text,
  type: text,
  fieldType: text,
  groupName: text,
  options,
  archived: flag,
  hubspotDefined: flag,
  modificationMetadata: open({
    archivable: flag,
    readOnlyDefinition: flag,
    readOnlyValue: flag,
    readOnlyOptions: flag,
  }),
});
const group = object({ name: filled, label: filled, displayOrder: whole, archived: flag }, ['name', 'label']);
const newGroup = object({ name: filled, label: filled, displayOrder: whole }, ['name', 'label']);
const many = manyOf(property);
const root = '/crm/properties/{version}/{objectType}';
const named = { ...ofType, name: filled };

function batch(item: Schema): Schema {
  return object({ inputs: list(item, { minItems: 1, maxItems: 100 }), archived: flag }, ['inputs']);
}

/** Definitions of properties and their groups. */
export const definitionPaths: Paths = {
  [root]: {
    get: operation({
      id: 'listProperties',
      summary: 'Every property of a kind of record',
      path: ofType,
      query: { archived: flag, properties: text, dataSensitivity: text },
      answers: { 200: object({ results: list(property) }, ['results']) },
    }),
    post: operation({
      id: 'createProperty',
      summary: 'One new property, or an archived one brought back',
      path: ofType,
      body: made,
      answers: { 201: property },
    }),
  },
  [`${root}/{name}`]: {
    get: operation({
      id: 'readProperty',
      summary: 'One property',
      path: named,
      query: { archived: flag },
      answers: { 200: property },
    }),
    patch: operation({
      id: 'updateProperty',
      summary: 'Changes a definition; a list of options takes the place of the one before',
      path: named,
      body: object(described),
      answers: { 200: property },
    }),
    delete: operation({ id: 'archiveProperty', summary: 'Archives it', path: named, answers: { 204: 'nothing' } }),
  },
  [`${root}/batch/create`]: {
    post: operation({
      id: 'createProperties',
      summary: 'Up to 100 new properties',
      path: ofType,
      body: batch(made),
      answers: { 201: many.done, 207: many.partly },
    }),
  },
  [`${root}/batch/read`]: {
    post: operation({
      id: 'readProperties',
      summary: 'Up to 100 properties by name',
      path: ofType,
      body: batch(object({ name: filled }, ['name'])),
      answers: { 200: many.done, 207: many.partly },
    }),
  },
  [`${root}/groups`]: {
    get: operation({
      id: 'listGroups',
      summary: 'Every group of properties',
      path: ofType,
      answers: { 200: object({ results: list(group) }, ['results']) },
    }),
    post: operation({
      id: 'createGroup',
      summary: 'A new group',
      path: ofType,
      body: newGroup,
      answers: { 201: group },
    }),
  },
  [`${root}/groups/{name}`]: {
    get: operation({ id: 'readGroup', summary: 'One group', path: named, answers: { 200: group } }),
  },
  '/crm/limits/{version}/custom-properties': {
    get: operation({
      id: 'readPropertyLimits',
      summary: 'How many properties were added, and how many may be',
      path: versioned,
      answers: { 200: ref('PropertyLimits') },
    }),
  },
};

const share: Schema = { type: 'number', minimum: 0 };

/** What `components` needs for these. */
export const definitionComponents: Record<string, Schema> = {
  PropertyLimits: open({
    byObjectType: list(
      open({
        objectTypeId: text,
        singularLabel: text,
        pluralLabel: text,
        limit: whole,
        usage: whole,
        percentage: share,
      }),
    ),
    overallLimit: whole,
    overallPercentage: share,
    overallUsage: whole,
  }),
};
