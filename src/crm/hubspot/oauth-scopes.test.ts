import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { missingScopes, OPTIONAL_SCOPES, REQUIRED_SCOPES, scopesNotGranted } from './oauth-scopes.ts';

const scopes = z.array(z.string());
const shape = z.object({
  config: z.object({ auth: z.object({ requiredScopes: scopes, optionalScopes: scopes }) }),
});

test('the app asks for the scopes that it is configured with, and for no other', () => {
  const file = new URL('../../../hubspot-app/src/app/app-hsmeta.json', import.meta.url);
  const { requiredScopes, optionalScopes } = shape.parse(JSON.parse(readFileSync(file, 'utf8'))).config.auth;
  expect([...REQUIRED_SCOPES].sort()).toEqual(requiredScopes.sort());
  expect([...OPTIONAL_SCOPES].sort()).toEqual(optionalScopes.sort());
});

test('what was not granted is named, the optional ones with what that means', () => {
  expect(missingScopes(REQUIRED_SCOPES.slice(1))).toEqual(['oauth']);
  expect(scopesNotGranted(OPTIONAL_SCOPES.filter((scope) => scope !== 'forms'))).toEqual([
    { scope: 'forms', so: expect.stringContaining('form') },
  ]);
});
