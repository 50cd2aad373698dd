import { expect, test } from '@jest/globals';
import { episodesKept, recordSignal } from './testing/orgPeople.ts';
import { startOrgWorld } from './testing/orgWorld.ts';
import { until } from './testing/until.ts';

const HOT_STATUS = 'Hot Lead - Immediate Action Required';
const locked = { message: 'unable to obtain exclusive access', errorCode: 'UNABLE_TO_LOCK_ROW' };

/** A lead, of the address of an older one if it has any, became hot, and neither its owner nor its task could be written yet: the org is busy until `open`. */
async function hotInABusyOrg(Email = '') {
  const world = await startOrgWorld();
  const { org } = world;
  const double = org.addLead({ Email, LastName: 'Byron', Company: 'Big Co' });
  const lead = org.addLead({ Email, LastName: 'Byron', Company: 'Big Co' });
  await world.minutes(2);
  let busy = true;
  org.addRule('Lead', ({ Id }) => (busy && Id === lead ? locked : undefined));
  org.addRule('Task', () => (busy ? locked : undefined));
  recordSignal(world, { Lead__c: lead }, 'form_submission', 'Demo Request');
  world.advance(61_000);
  await until(
    async () =>
      (await world.rows("select 1 from crm_writes where sending ? 'ownerId' and last_error is not null")).length > 0 &&
      (await world.rows("select 1 from steps where kind = 'task' and last_error is not null")).length > 0,
    'both to be refused',
    20_000,
  );
  return {
    world,
    org,
    lead,
    double,
    open: () => void (busy = false),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

const openTasks = (org: { rows(object: string): Record<string, unknown>[] }) =>
  org.rows('Task').filter(({ IsClosed }) => IsClosed !== true);

test('a lead that is converted while owner and task wait has both as the contact it became', async () => {
  await using busy = await hotInABusyOrg();
  const { world, org, lead, open } = busy;
  const { contactId } = org.convertLead(lead);
  open();
  await world.minutes(4);
  const [episode] = episodesKept(world);
  expect(episode).toMatchObject({ contact: contactId, state: 'open' });
  expect(org.row('Contact', contactId)).toMatchObject({ OwnerId: episode?.owner, Hot_Lead_Status__c: HOT_STATUS });
  expect(openTasks(org)).toMatchObject([{ WhoId: contactId, OwnerId: episode?.owner }]);
});

test('a lead that is merged into its double while owner and task wait has both on the one that is left', async () => {
  await using busy = await hotInABusyOrg('ada@bigco.example');
  const { world, org, lead, double, open } = busy;
  org.mergeLeads(double, lead);
  open();
  await world.minutes(4);
  const [episode] = episodesKept(world);
  expect(episode).toMatchObject({ lead: double, state: 'open' });
  expect(org.row('Lead', double)).toMatchObject({ OwnerId: episode?.owner, Status: HOT_STATUS });
  expect(openTasks(org)).toMatchObject([{ WhoId: double, OwnerId: episode?.owner }]);
});
