import { expect, test } from '@jest/globals';
import { recordSignal } from './testing/orgPeople.ts';
import { type OrgWorld, startOrgWorld } from './testing/orgWorld.ts';
import { until } from './testing/until.ts';

const PEOPLE = "select value from identities where kind like '%:contact' order by value";
const EPISODES = 'select state from episodes';
const read = (record: string, now: number) =>
  `insert into steps (workspace, kind, key, subject, payload, created_at, due_at)
   values ('acme', 'catchup', 'read:again', '${record}', '{}', now(), to_timestamp(${now / 1000}))`;

/** Somebody hot whom only the second CRM has. */
async function hotInSecond(world: OrgWorld): Promise<string> {
  const lead = world.org.addLead({ Email: 'ada@bigco.example', LastName: 'Byron', Company: 'Big Co' });
  recordSignal(world, { Lead__c: lead }, 'form_submission', 'Demo Request');
  await world.minutes(3);
  return lead;
}

test('people of a second CRM that went wait for it: none is asked of the first, none is lost, no episode ends', async () => {
  await using world = await startOrgWorld({ home: 'hubspot' });
  const lead = await hotInSecond(world);
  const { salesforce, ...rest } = world.settings;
  Object.assign(world.settings, { salesforce: undefined });
  await world.restart();
  await world.rows(read(`salesforce:${lead}`, world.now()));
  const step = "select last_error, done_at from steps where key = 'read:again'";
  const waits = { last_error: expect.stringContaining('salesforce: it is connected no more'), done_at: null };
  await until(async () => (await world.rows<{ last_error: unknown }>(step))[0]?.last_error != null, 'the reading');
  expect(await world.rows(step)).toEqual([waits]);
  expect(await world.rows(PEOPLE)).toEqual([{ value: `salesforce:${lead}` }]);
  expect(await world.rows(EPISODES)).toEqual([{ state: 'open' }]);
  Object.assign(world.settings, { ...rest, salesforce });
  await world.restart();
  world.advance(3_600_000);
  await world.minutes(1);
  expect(await world.rows(step)).toMatchObject([{ done_at: expect.any(Number) }]);
  expect(await world.rows(PEOPLE)).toEqual([{ value: `salesforce:${lead}` }]);
}, 60_000);

test('without the CRM that a workspace began with its people of the other are read, alerted and given to those who are there', async () => {
  await using world = await startOrgWorld({ home: 'salesforce' });
  const { org, reps, slack } = world;
  world.hubspot.addContact({ email: 'eve@bigco.example', hs_lead_status: 'NEW' });
  org.addLead({ Email: 'sam@bigco.example', LastName: 'Sam', Company: 'X', OwnerId: reps[0]?.userId ?? '' });
  await world.minutes(2);
  const known = await world.rows("select name from reps where email like '%@acme.example' order by name");
  Object.assign(world.settings.hubspot ?? {}, { token: undefined, portalId: undefined });
  await world.restart();
  const ada = org.addLead({
    Email: 'ada@bigco.example',
    LastName: 'Byron',
    Company: 'X',
    OwnerId: reps[1]?.userId ?? '',
  });
  const bea = org.addLead({ Email: 'bea@bigco.example', LastName: 'Bea', Company: 'X' });
  for (const Lead__c of [ada, bea]) recordSignal(world, { Lead__c }, 'form_submission', 'Demo Request');
  await world.minutes(3);
  expect([slack.messages(), org.rows('Task')].map(({ length }) => length)).toEqual([2, 2]);
  expect(org.row('Lead', ada)?.['OwnerId']).toBe(reps[1]?.userId);
  expect(reps.map(({ userId }) => userId)).toContain(org.row('Lead', bea)?.['OwnerId']);
  expect(await world.rows("select name from reps where email like '%@acme.example' order by name")).toEqual(known);
}, 60_000);
