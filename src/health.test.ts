import { expect, test } from '@jest/globals';
import { healthOf } from './health.ts';
import type { Workspace } from './pipeline/parts.ts';
import type { Store } from './store/store.ts';

const GONE = 'hubspot: account 101 is connected no more';
const SILENT = 'pull:hubspot has not got through for five minutes';

/** What is said of workspaces with these troubles, when `usual` is the configured one. */
function said(
  troubles: Record<string, string[]>,
  { usual = 'default', gone = {}, undecided = [] as string[] }: Partial<Options> = {},
) {
  const workspaces = new Map(Object.keys(troubles).map((id) => [id, workspace(id)]));
  const store = {
    troubles: async (id: string) => troubles[id] ?? [],
    warnings: async (id: string) => (id === 'warned' ? ['1 rep is not found'] : []),
    together: async (id: string) => {
      if (undecided.includes(id)) throw new Error('the model has no lanes');
    },
  } as unknown as Store;
  const hubspot = { kind: 'hubspot' as const, trouble: async (id: string) => (gone as Record<string, string>)[id] };
  return healthOf({ store, workspaces, usual, accounts: [hubspot], teams: undefined, now: () => 0 });
}
type Options = { usual: string; gone: Record<string, string>; undecided: string[] };
const workspace = (id: string) =>
  ({ id, crm: { kind: 'hubspot' }, deciding: async () => ({}) }) as unknown as Workspace;

test('one of several accounts that removed the app is a warning with its name', async () => {
  expect(await said({ acme: [], umbrella: [] }, { gone: { acme: GONE } })).toEqual({
    troubles: [],
    warnings: [`acme: ${GONE}`],
  });
});

test('what is wrong in the configured workspace is a trouble, whatever works elsewhere', async () => {
  expect(await said({ acme: [SILENT], umbrella: [] }, { usual: 'acme' })).toEqual({ troubles: [SILENT], warnings: [] });
});

test('what is wrong in the only workspace is a trouble, without a name', async () => {
  expect(await said({ acme: [] }, { undecided: ['acme'] })).toEqual({
    troubles: ['nothing is decided: the model has no lanes'],
    warnings: [],
  });
});

test('when no workspace works, each of them says so as a trouble', async () => {
  expect(await said({ acme: [SILENT], umbrella: [] }, { gone: { umbrella: GONE } })).toEqual({
    troubles: [`acme: ${SILENT}`, `umbrella: ${GONE}`],
    warnings: [],
  });
});

test('before anybody installed, the configured workspace says that it is not connected', async () => {
  const none = 'hubspot: no account is connected';
  expect(await said({}, { gone: { default: none } })).toEqual({ troubles: [none], warnings: [] });
});

test('what should be seen to while all works has the name of its workspace among several', async () => {
  expect((await said({ warned: [], acme: [] })).warnings).toEqual(['warned: 1 rep is not found']);
  expect((await said({ warned: [] })).warnings).toEqual(['1 rep is not found']);
});
