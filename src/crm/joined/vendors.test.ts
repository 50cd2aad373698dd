import { expect, test } from '@jest/globals';
import { startHubspot } from '../../sandbox/hubspot/hubspot.ts';
import { startRig } from '../../testing/salesforceRig.ts';
import { hubspotCrm } from '../hubspot/hubspot.ts';
import { joinedCrm } from './joined.ts';
import { memoryLinks } from './memoryLinksForTests.ts';

/** HubSpot and Salesforce as their adapters see them, with Ann in both, and Ada by one address in both. */
async function startBoth(home: 'hubspot' | 'salesforce') {
  const rig = await startRig();
  const { sandbox, clock } = rig;
  const now = () => clock.now();
  const hubspot = await startHubspot({ now, limits: { tenSecondly: 10_000, searchPerSecond: 10_000 } });
  const ann = hubspot.addOwner({ email: 'ann@example.com', firstName: 'Ann' });
  const portal = { portalId: String(hubspot.portalId), baseUrl: hubspot.url, takeTurn: async () => {}, now };
  const first = hubspotCrm({ token: () => 'sandbox-token', ...portal });
  const emails = () => sandbox.rows('Lead').map((row) => [String(row['Email']).toLowerCase(), String(row['Id'])]);
  const matches: NonNullable<typeof first.matches> = async (people) =>
    people.map(({ email = '' }) =>
      emails().flatMap(([known, id]) => (known === email.toLowerCase() ? [id ?? ''] : [])),
    );
  const crm = joinedCrm({ first, second: { ...rig.crm, matches }, home, links: memoryLinks(now), now });
  const contact = hubspot.addContact({ email: 'ada@bigco.example', firstname: 'Ada', hs_lead_status: 'NEW' });
  const lead = sandbox.record('Lead', {
    LastName: 'Byron',
    Company: 'Big Co',
    Email: 'Ada@bigco.example',
    OwnerId: sandbox.integrationUser,
  });
  await crm.prepare();
  const stack = new AsyncDisposableStack();
  stack.use(rig);
  stack.defer(() => hubspot.close());
  const inOrg = () => sandbox.rows('Lead').find((row) => row['Id'] === lead);
  return {
    crm,
    hubspot,
    sandbox,
    clock,
    ann,
    rig,
    contact,
    lead,
    inOrg,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

test('a hot lead is written to both vendors, read back as one, and given back what each had', async () => {
  await using on = await startBoth('salesforce');
  const { crm, contact, lead } = on;
  const read = async () => (await crm.readLeads([contact])).people[0];
  expect(await read()).toMatchObject({
    id: contact,
    also: [`salesforce:${lead}`],
    firstName: 'Ada',
    lastName: 'Byron',
  });
  const write = { leadId: contact, ownerId: on.ann, hotStatus: true, score: 82, tier: 'tier_1' } as const;
  expect(await crm.writeLeads([write])).toEqual([{ ok: true }]);
  expect(on.inOrg()).toMatchObject({
    OwnerId: on.rig.ann,
    Status: 'Hot Lead - Immediate Action Required',
    Lead_Score__c: 82,
  });
  expect(on.hubspot.contact(contact)).toMatchObject({ hubspot_owner_id: on.ann, hotlead_score: '82' });
  expect(await read()).toMatchObject({ ownerId: on.ann, status: on.hubspot.contact(contact)?.['hs_lead_status'] });
  expect(await crm.writeLeads([{ leadId: contact, statusAfter: 'NEW' }])).toEqual([{ ok: true }]);
  expect(on.hubspot.contact(contact)).toMatchObject({ hs_lead_status: 'NEW' });
  expect(on.inOrg()).toMatchObject({ Status: 'Open - Not Contacted' });
});

test('its task is made where reps work, and found there', async () => {
  await using on = await startBoth('salesforce');
  await on.crm.readLeads([on.contact]);
  const task = {
    leadId: on.contact,
    marker: 'm1',
    subject: 'HOT LEAD',
    body: 'now',
    dueAt: on.clock.now() + 3_600_000,
  };
  const [made] = await on.crm.createTasks([{ ...task, ownerId: on.ann }]);
  const id = made?.ok === true ? made.taskId : '';
  expect(id).toMatch(/^salesforce:00T/);
  expect(await on.crm.findTasks([task])).toEqual(new Map([['m1', id]]));
  expect(on.sandbox.rows('Task')).toMatchObject([{ WhoId: on.lead, OwnerId: on.rig.ann }]);
  expect(on.hubspot.tasks()).toEqual([]);
  expect(await on.crm.completeTasks([id])).toEqual([{ ok: true }]);
  expect(on.sandbox.rows('Task')).toMatchObject([{ IsClosed: true }]);
});

test('a rep’s choice in Salesforce counts, and changes of both come by one cursor', async () => {
  await using on = await startBoth('hubspot');
  await on.crm.readLeads([on.contact]);
  const begin = on.clock.now() - 60_000;
  const pulled = async (cursor?: string) => {
    const ids: string[] = [];
    for (let pages = 0; pages < 20; pages++) {
      const page = await on.crm.changesSince(cursor, begin);
      ids.push(...page.changes.map(({ leadId }) => leadId));
      cursor = page.cursor;
      if (!page.more) return { ids: [...new Set(ids)], cursor };
    }
    throw new Error('changesSince says "more" for ever');
  };
  const { cursor } = await pulled();
  on.clock.advance(60_000);
  on.sandbox.setRecord(on.lead, { OwnerId: on.rig.ann, Status: 'Working - Contacted' });
  on.clock.advance(600_000);
  const { ids } = await pulled(cursor);
  expect(ids).toContain(`salesforce:${on.lead}`);
  const { people } = await on.crm.readLeads(ids);
  expect(people).toMatchObject([{ id: on.contact, ownerId: on.ann, status: 'Working - Contacted' }]);
});
