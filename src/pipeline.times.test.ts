import { expect, test } from '@jest/globals';
import { planDraft } from './commands/modelPlan.ts';
import { defaultModel } from './domain/model.ts';
import { asksForDemo, named, publishRouting, taskHolder, told } from './pipelineForTests.ts';
import { openDb } from './store/db.ts';
import { hotVisitor } from './testing/orgPeople.ts';
import { startOrgWorld } from './testing/orgWorld.ts';
import { startWorld, type World } from './testing/world.ts';

/** A workspace in Berlin: Ann's own zone is Kolkata as the CRM has it, Bob's New York as the settings say. */
async function startAbroad(): Promise<World> {
  const world = await startWorld({ appRuns: false, settings: { timeZone: 'Europe/Berlin' } });
  world.hubspot.setUser(named(world, 'Ann').ownerId, { hs_standard_time_zone: 'Asia/Kolkata' });
  await world.restart();
  await publishRouting(world, { routing: { people: { 'bob@acme.example': { timeZone: 'America/New_York' } } } });
  return world;
}

async function demoFor(world: World, name: string): Promise<string> {
  const id = asksForDemo(world, 'ada', { hubspot_owner_id: named(world, name).ownerId });
  await told(world);
  return id;
}

function taskOf(world: World, lead: string): string {
  const task = world.hubspot.tasks().find(({ contactIds }) => contactIds.includes(lead));
  return String(task?.['hs_task_body']);
}

const askedIn = (city: string) => new RegExp(`asked for a demo \\(\\d{1,2} [A-Z][a-z]{2} \\d\\d:\\d\\d ${city}\\)`);

test.each([
  ['Ann', 'Kolkata'],
  ['Bob', 'New York'],
])('%s reads in the task when it happened in %s, and all who read the record in Berlin', async (name, city) => {
  await using world = await startAbroad();
  const id = await demoFor(world, name);
  expect(taskHolder(world, id)).toBe(named(world, name));
  expect(taskOf(world, id)).toMatch(askedIn(city));
  const reason = String(world.hubspot.contact(id)?.['hotlead_reason']);
  expect(reason).toMatch(askedIn('Berlin'));
  expect(reason).toMatch(/; stays hot until \d{1,2} [A-Z][a-z]{2} \d\d:\d\d Berlin$/);
});

test('in Salesforce the task is in the time of its rep in Berlin, and explanation and report row in that of all, in Kolkata', async () => {
  await using world = await startOrgWorld({ settings: { timeZone: 'Asia/Kolkata' } });
  const id = hotVisitor(world);
  await world.minutes(2);
  expect(world.org.rows('Task').map((task) => task['Description'])).toEqual([expect.stringMatching(askedIn('Berlin'))]);
  expect(world.org.row('Lead', id)?.['Lead_Score_Explanation__c']).toMatch(askedIn('Kolkata'));
  expect(world.org.rows('Hot_Lead__c').map((row) => row['Reason__c'])).toEqual([
    expect.stringMatching(askedIn('Kolkata')),
  ]);
});

test('whoever decides it again, and knows no zone, comes to the same', async () => {
  await using world = await startAbroad();
  await demoFor(world, 'Ann');
  const db = openDb(world.databaseUrl, { max: 2 });
  try {
    const asked = { days: 1, now: world.now(), progress: () => {} };
    const { past } = await planDraft(db, 'acme', defaultModel, defaultModel, asked);
    expect(past.firstDifference).toBeUndefined();
    expect([past.decisions > 1, past.same]).toEqual([true, past.decisions]);
  } finally {
    await db.close();
  }
});
