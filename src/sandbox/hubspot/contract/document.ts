import { accountPaths } from './account.ts';
import { activityPaths } from './activities.ts';
import { associationPaths } from './associations.ts';
import { automationPaths } from './automation.ts';
import { components } from './components.ts';
import { definitionComponents, definitionPaths } from './definitions.ts';
import { oauthPaths } from './oauth.ts';
import { recordPaths } from './records.ts';
import type { Paths } from './schema.ts';
import { searchPaths } from './search.ts';

/** Every operation of HubSpot that this project asks for, and those a test may use. */
const paths: Paths = {
  ...recordPaths,
  ...searchPaths,
  ...associationPaths,
  ...definitionPaths,
  ...accountPaths,
  ...activityPaths,
  ...automationPaths,
  ...oauthPaths,
};

/**
 * The contract in OpenAPI 3.1, in our own words, from HubSpot's public pages as the dossier tells them. HubSpot's own specification
 * is not licensed for use by others and was not copied.
 */
export const document = {
  openapi: '3.1.0',
  info: {
    title: 'What Hot Lead Signal asks of HubSpot',
    version: '2026-03',
    description: 'Written from the public documentation; see docs/decisions.md.',
  },
  servers: [{ url: 'https://api.hubapi.com' }],
  paths,
  components: {
    schemas: { ...components, ...definitionComponents },
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  },
};
