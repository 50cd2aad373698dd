import { expect, test } from '@jest/globals';
import { startOrgWorld } from './testing/orgWorld.ts';
import { until } from './testing/until.ts';

const ADA = 'ada@bigco.example';

test('a lead whose rep called by the CRM that is there is answered, and nobody else gets it', async () => {
  await using world = await startOrgWorld({ home: 'hubspot' });
  const { org, hubspot, slack } = world;
  org.addLead({ Email: ADA, LastName: 'Byron', Company: 'Big Co' });
  const contact = hubspot.addContact({ email: ADA, hs_lead_status: 'NEW' });
  hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: ADA });
  await world.minutes(3);
  const owner = hubspot.contact(contact)?.['hubspot_owner_id'] ?? '';
  const messages = slack.messages().length;
  org.useCalls(10_000_000);
  hubspot.logCall(contact, { ownerId: owner });
  const states = () => world.rows<{ state: string }>('select state from episodes');
  world.advance(12 * 60_000);
  await until(
    async () => (await states())[0]?.state === 'contacted',
    () => `an answer:\n${world.told.join('\n')}`,
  );
  expect(hubspot.contact(contact)?.['hubspot_owner_id']).toBe(owner);
  expect(slack.messages()).toHaveLength(messages);
});

test('while the other CRM is away an unanswered lead is called out and not given away, and what was done there counts once it is back', async () => {
  await using world = await startOrgWorld({ home: 'hubspot' });
  const { org, hubspot } = world;
  const lead = org.addLead({ Email: ADA, LastName: 'Byron', Company: 'Big Co' });
  const contact = hubspot.addContact({ email: ADA, hs_lead_status: 'NEW' });
  hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: ADA });
  await world.minutes(3);
  const owner = hubspot.contact(contact)?.['hubspot_owner_id'] ?? '';
  const by = world.reps.find(({ ownerId }) => ownerId === owner)?.userId ?? '';
  org.addTask({ WhoId: lead, Subject: 'Call', TaskSubtype: 'Call', Status: 'Completed' }, { by });
  org.useCalls(10_000_000);
  const escalated = () => world.told.filter((told) => told.startsWith('escalated'));
  world.advance(3 * 3_600_000);
  await until(
    () => escalated().some((told) => told.includes('it went up to')),
    () => `a manager to hear:\n${world.told.join('\n')}`,
  );
  expect(escalated().filter((told) => told.includes('another rep'))).toEqual([]);
  expect(hubspot.contact(contact)?.['hubspot_owner_id']).toBe(owner);
  world.advance(24 * 3_600_000);
  const isAnswered = () => world.told.some((told) => told.includes('first call by a rep'));
  await until(isAnswered, () => `an answer:\n${world.told.join('\n')}`);
});
