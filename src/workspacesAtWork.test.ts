import { expect, test } from '@jest/globals';
import { startWorld } from './testing/world.ts';
import { until } from './testing/until.ts';

const ZONE = 'select 1 from connections where time_zone is not null';

test('a workspace that holds leads of one account does not start with another’s, and says what to do', async () => {
  await using world = await startWorld({ reps: ['Ann'] });
  world.hubspot.addContact({ email: 'ada@bigco.example', firstname: 'Ada' });
  world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: 'ada@bigco.example' });
  await world.push();
  await until(async () => (await world.rows('select 1 from leads')).length > 0, 'the lead');
  await until(async () => (await world.rows(ZONE)).length > 0, 'the account to be known');
  const settings = world.settings.hubspot;
  if (settings === undefined) throw new Error('no account');
  const first = settings.portalId;
  settings.portalId = '999';
  await expect(world.restart()).rejects.toThrow(
    new RegExp(`HUBSPOT_PORTAL_ID is 999, but workspace acme holds the leads of account ${first}.*Put back`),
  );
  expect(await world.rows('select account from connections')).toEqual([{ account: first }]);
  settings.portalId = first as string;
  await world.restart();
});

test('an account’s id that was mistyped can be put right, though its leads are here', async () => {
  await using world = await startWorld({ reps: ['Ann'], appRuns: false, settings: { imports: true } });
  const settings = world.settings.hubspot;
  if (settings === undefined) throw new Error('no account');
  const right = settings.portalId as string;
  settings.portalId = '999';
  world.hubspot.addContact({ email: 'ada@bigco.example' });
  await world.restart();
  await until(async () => (await world.rows('select 1 from leads')).length > 0, 'the lead');
  settings.portalId = right;
  await world.restart();
  expect(await world.rows('select account from connections')).toEqual([{ account: right }]);
});

test('a workspace without a lead yet may be given another account', async () => {
  await using world = await startWorld({ reps: ['Ann'] });
  const settings = world.settings.hubspot;
  if (settings === undefined) throw new Error('no account');
  settings.portalId = '999';
  await world.restart();
  expect(await world.rows('select account from connections')).toEqual([{ account: '999' }]);
});
