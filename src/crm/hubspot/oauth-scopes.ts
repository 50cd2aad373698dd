import { abilities } from './setup/abilities.ts';

/** Without these the app is not installed. They stand in the app's configuration, too. */
export const REQUIRED_SCOPES: readonly string[] = [
  'oauth',
  ...abilities.flatMap(({ needed, scopes }) => (needed ? scopes : [])),
];

/** Asked for beside the required ones; an account that does not have or give them can install the app all the same. */
export const OPTIONAL_SCOPES: readonly string[] = abilities.flatMap(({ needed, scopes }) => (needed ? [] : scopes));

/** The required scopes that were not granted. */
export function missingScopes(granted: readonly string[]): string[] {
  return REQUIRED_SCOPES.filter((scope) => !granted.includes(scope));
}

/** The optional scopes that were not granted, with what that means, in words. */
export function scopesNotGranted(granted: readonly string[]): { scope: string; so: string }[] {
  return abilities.flatMap(({ needed, scopes, without }) =>
    needed ? [] : scopes.flatMap((scope) => (granted.includes(scope) ? [] : [{ scope, so: without }])),
  );
}
