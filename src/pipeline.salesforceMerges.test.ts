import { expect, test } from '@jest/globals';
import { verifyCommand } from './commands/verify.ts';
import { hotVisitor, recordSignal, repOf } from './testing/orgPeople.ts';
import { type OrgWorld, startOrgWorld } from './testing/orgWorld.ts';

const OTHER_ADDRESS = 'ada.private@bigco.example';
const minutesPass = async (world: OrgWorld, minutes: number) => {
  for (let minute = 0; minute < minutes; minute++) await world.minutes();
};
const episodes = (world: OrgWorld) =>
  world.rows<{ state: string; closed: string | null }>(
    'select state, closed_as as closed from episodes order by opened_at',
  );

test('a demo request merged into an older lead of another address is still open, with the same rep, task and one alert', async () => {
  // The name under which the commands look for a workspace.
  await using world = await startOrgWorld({ settings: { workspace: { id: 'default', name: 'Acme', demo: false } } });
  const { org, slack } = world;
  const kept = org.addLead({ LastName: 'Byron', Company: 'Big Co', Email: OTHER_ADDRESS });
  await world.minutes(2);
  const id = hotVisitor(world);
  await world.minutes(2);
  const rep = repOf(world, id);
  org.mergeLeads(kept, id);
  await minutesPass(world, 7);
  expect(await episodes(world)).toEqual([{ state: 'open', closed: null }]);
  expect(org.row('Lead', kept)).toMatchObject({ Lead_Score__c: 67, Hot_Lead_Tier__c: 'tier_2' });
  expect(org.rows('Task').map((task) => [task['WhoId'], task['OwnerId'], task['Status']])).toEqual([
    [kept, rep?.userId, 'Not Started'],
  ]);
  expect(slack.messages()).toHaveLength(1);
  // What the older lead does later is the same person's; scores are written each five minutes.
  recordSignal(world, { Lead__c: kept }, 'page_view', 'https://acme.example/roi/');
  await minutesPass(world, 7);
  expect(Number(org.row('Lead', kept)?.['Lead_Score__c'])).toBeGreaterThan(67);
  const heard: string[] = [];
  const io = {
    out: (text: string) => void heard.push(text),
    err: (text: string) => void heard.push(text),
    now: world.now,
  };
  const code = await verifyCommand([], io, { DATABASE_URL: world.databaseUrl });
  expect({ code, heard: code === 0 ? [] : heard }).toEqual({ code: 0, heard: [] });
});

test.each(['converted', 'merged'])(
  'an answered lead that is %s into somebody known is not hot once more, and nobody else is told',
  async (how) => {
    await using world = await startOrgWorld();
    const { org, slack } = world;
    const person = { LastName: 'Byron', Email: OTHER_ADDRESS };
    const other = how === 'converted' ? org.addContact(person) : org.addLead({ ...person, Company: 'Big Co' });
    await world.minutes(2);
    const id = hotVisitor(world);
    await world.minutes(2);
    world.advance(5 * 60_000);
    await world.quiet();
    const by = repOf(world, id)?.userId ?? '';
    org.addTask({ WhoId: id, Subject: 'Call', TaskSubtype: 'Call', Status: 'Completed' }, { by });
    await world.minutes(2);
    if (how === 'converted') org.convertLead(id, { contact: other });
    else org.mergeLeads(other, id);
    await minutesPass(world, 5);
    expect(slack.messages()).toHaveLength(1);
    expect(await episodes(world)).toEqual([{ state: 'contacted', closed: null }]);
  },
);
