import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../../src/crm/hubspot/oauth-scopes.ts';

type App = { config: { auth: { requiredScopes: string[]; optionalScopes: string[] } } };
const text = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const scopesOf = (path: string) => (JSON.parse(text(path)) as App).config.auth;

// HubSpot refuses an installation that asks for a scope the app does not name.
test('the app names the scopes that the installation asks for, and no other', () => {
  const { requiredScopes, optionalScopes } = scopesOf('src/app/app-hsmeta.json');
  expect(requiredScopes.toSorted()).toEqual(REQUIRED_SCOPES.toSorted());
  expect(optionalScopes.toSorted()).toEqual(OPTIONAL_SCOPES.toSorted());
});

// Without optional scopes an account that lacks one for its plan could not install the app at all.
test('with one token the app asks for nothing that HubSpot sells with a plan', () => {
  const { requiredScopes } = scopesOf('variants/static.json');
  const sold = [
    'content',
    'crm.objects.marketing_events.read',
    ...OPTIONAL_SCOPES.filter((scope) => scope.startsWith('automation')),
  ];
  expect(requiredScopes.toSorted()).toEqual(
    [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES].filter((scope) => !sold.includes(scope)).toSorted(),
  );
});

test('docs/hubspot.md says what each scope is for', () => {
  const guide = text('../docs/hubspot.md');
  expect([...REQUIRED_SCOPES, ...OPTIONAL_SCOPES].filter((scope) => !guide.includes(`\`${scope}\``))).toEqual([]);
});
