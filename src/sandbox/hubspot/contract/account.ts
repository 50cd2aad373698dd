import { pageOf, versioned } from './components.ts';
import { between, filled, flag, list, object, oneOf, open, operation, text, whole, type Paths } from './schema.ts';

const stage = open({
  id: filled,
  label: text,
  displayOrder: whole,
  archived: flag,
  // Values are text (dossier 3.6).
  metadata: { type: 'object', additionalProperties: text },
});
const pipeline = open({ id: filled, label: text, displayOrder: whole, archived: flag, stages: list(stage) });
const owner = open({
  id: filled,
  email: text,
  firstName: text,
  lastName: text,
  type: oneOf('PERSON', 'QUEUE'),
  archived: flag,
  teams: list(open({ id: filled, name: text, primary: flag })),
});
const chosen = { archived: flag };

/** The account itself: its zone, its owners, its pipelines (dossier 3.5, 3.6, 3.16). */
export const accountPaths: Paths = {
  '/account-info/{version}/details': {
    get: operation({
      id: 'readAccount',
      summary: 'Which account the token is of',
      path: versioned,
      answers: {
        200: open({
          portalId: whole,
          accountType: text,
          timeZone: text,
          utcOffset: text,
          utcOffsetMilliseconds: whole,
          uiDomain: text,
          dataHostingLocation: text,
        }),
      },
    }),
  },
  '/crm/owners/{version}': {
    get: operation({
      id: 'listOwners',
      summary: 'Who can own records',
      path: versioned,
      query: { ...chosen, email: filled, limit: between(1, 500), after: filled },
      answers: { 200: pageOf(owner) },
    }),
  },
  '/crm/owners/{version}/{id}': {
    get: operation({
      id: 'readOwner',
      summary: 'One owner',
      path: { ...versioned, id: filled },
      query: { ...chosen, idProperty: oneOf('id', 'userId') },
      answers: { 200: owner },
    }),
  },
  '/crm/pipelines/{version}/deals': {
    get: operation({
      id: 'listPipelines',
      summary: 'The pipelines of deals',
      path: versioned,
      answers: { 200: object({ results: list(pipeline) }, ['results']) },
    }),
  },
  '/crm/pipelines/{version}/deals/{id}': {
    get: operation({
      id: 'readPipeline',
      summary: 'One pipeline',
      path: { ...versioned, id: filled },
      answers: { 200: pipeline },
    }),
  },
};
