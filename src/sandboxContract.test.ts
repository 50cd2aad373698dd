import { describe, expect, test } from '@jest/globals';
import { startApp } from './main.ts';
import { seedHubspot, seedSlack } from './sandbox/demo/company.ts';
import { play } from './sandbox/demo/play.ts';
import { document } from './sandbox/hubspot/contract/document.ts';
import { startHubspot } from './sandbox/hubspot/hubspot.ts';
import { startSlack } from './sandbox/slack/slack.ts';
import { type Customer, startCustomer } from './testing/customer.ts';
import { ownDatabase } from './testing/database.ts';
import { until } from './testing/until.ts';
import { PUBLIC_URL, worldModel, worldSettings } from './testing/world.ts';

// What the product asks of HubSpot, held against the contract: here the visitors of the demo, and one customer's day in which
// everything happens that makes the product ask anything. The played day and week have their own test of it.
const [MINUTE, HOUR] = [60_000, 3_600_000];

/** Operations of the contract that the product never asks for, and why they stand in it. */
const NEVER_ASKED: Record<string, string> = {
  ...because('what people and other apps do, which the product reads', [
    'archiveProperty',
    'archiveRecord',
    'archiveRecords',
    'createAssociations',
    'createDefaultAssociation',
    'createDefaultAssociations',
    'createNote',
    'createNotes',
    'createRecord',
    'createRecords',
    'eraseContact',
    'mergeContacts',
    'updateRecord',
    'upsertRecords',
  ]),
  ...because('the product asks for the same in batches or lists', [
    'completeActions',
    'createProperties',
    'createTask',
    'listGroups',
    'readAssociation',
    'readFlow',
    'readOwner',
    'readPipeline',
    'readProperties',
    'readRecord',
  ]),
  introspectToken: 'the adapter can, and no work needs it',
};

function because(why: string, operations: string[]): Record<string, string> {
  return Object.fromEntries(operations.map((operation) => [operation, why]));
}

test('the whole demo: every visitor comes by, and no request breaks the contract', async () => {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await ownDatabase());
  const hubspot = stack.use(await startHubspot({ watched: 'all' }));
  const slack = stack.use(await startSlack({ limited: false }));
  seedHubspot(hubspot, Date.now());
  seedSlack(slack);
  const told: string[] = [];
  const app = await startApp({
    ...worldSettings({ database: database.url, hubspot, slack }),
    imports: true,
    sources: true,
    tell: (step, text) => void told.push(`${step}: ${text}`),
  });
  stack.defer(() => app.close());
  const said: string[] = [];
  let newcomers = 0;
  const stage = {
    webhooks: `${app.url}/webhooks/hubspot`,
    signedUrl: `${PUBLIC_URL}/webhooks/hubspot`,
    say: (text: string) => void said.push(text),
    now: Date.now,
    nextNewcomer: () => newcomers++,
    save: async () => {},
    pace: 0.001,
  };
  {
    await using _playing = play({ ...stage, hubspot });
    await until(() => said.some((text) => text.includes('books a meeting')), 'every visitor to have come');
  }
  await until(
    () => hubspot.tasks().length >= 4,
    () => `their tasks (${hubspot.tasks().length}); told:\n${told.join('\n')}`,
  );
  expect(said.filter((text) => text.includes('stopped'))).toEqual([]);
  expect(hubspot.violations()).toEqual([]);
});

describe('a customer for whom everything happens', () => {
  test('asks for every operation of the contract that the product has, and breaks none', async () => {
    const sequence = {
      ...worldModel.telling.sequence,
      crmSequence: { id: 's1', sender: 'ann@acme.example' },
    };
    const model = { ...worldModel, telling: { ...worldModel.telling, sequence } };
    await using customer = await startCustomer({ enterprise: true, model });
    await everythingHappens(customer);
    expect(customer.accounts.violations()).toEqual([]);
    const all = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    const seen = customer.accounts.operationsSeen();
    expect(all.filter((each) => !seen.has(each)).toSorted()).toEqual(Object.keys(NEVER_ASKED).toSorted());
  }, 60_000);
});

async function everythingHappens(customer: Customer): Promise<void> {
  const { portal, ann } = customer;
  const becomes = (what: string, check: () => unknown) =>
    until(check, () => `${what}; told:\n${customer.told.slice(-60).join('\n')}`);
  const hasTask = (id: string) => portal.tasks().some(({ contactIds }) => contactIds.includes(id));
  portal.addSequence('s1', 'Back to you');
  const ada = portal.addContact({ email: 'ada@bigco.example', firstname: 'Ada', company: 'Big Co' });
  await customer.install();
  for (const _time of ['first', 'second']) await customer.run('setup', '--action-id', '4711');
  portal.addCompany({ name: 'Big Co', domain: 'bigco.example' }, [ada]);
  portal.addDeal({ dealname: 'Big', hubspot_owner_id: ann.owner }, [ada]);
  portal.visitPage(ada, 'https://acme.example/pricing');
  portal.readEmail(ada, 'CLICK', customer.now() - MINUTE, { url: 'https://acme.example/pricing' });
  portal.attend(ada, { id: '701', name: 'Routes by rail', state: 'ATTENDED' });
  portal.logEmail(ada, { ownerId: ann.owner, direction: 'INCOMING_EMAIL', text: 'Yes, let us talk next week.' });
  portal.submitForm({ formId: 'f1', name: 'Demo Request', email: 'ada@bigco.example' });
  const bob = portal.submitForm({ formId: 'f1', name: 'Demo Request', email: 'bob@other.example' });
  await customer.push();
  await becomes('both tasks', () => hasTask(ada) && hasTask(bob));
  const { callbackId } = await customer.runsAction('route_hot_lead', ada, { reason: 'asked' });
  await becomes('the workflow to go on', () => {
    if (portal.actionOf(callbackId)?.state === 'waiting') customer.pass(500);
    return portal.actionOf(callbackId)?.state === 'SUCCESS';
  });
  portal.logCall(ada, { ownerId: ann.owner });
  await customer.push();
  await becomes('the task to be over', () =>
    portal.tasks().some((task) => task.contactIds.includes(ada) && task['hs_task_status'] === 'COMPLETED'),
  );
  // Nobody answers Bob.
  customer.pass(2 * HOUR + MINUTE);
  await becomes('the sequence', () => portal.sequenceOf(bob) === 's1');
  // Webinars and forms are asked for now and then, page views by whoever was there since the last time.
  for (const asked of ['listParticipations', 'listSubmissions', 'listOccurrences'])
    await becomes(asked, () => {
      customer.pass(200);
      return customer.accounts.operationsSeen().has(asked);
    });
  expect(await customer.run('uninstall')).toMatchObject({ code: 0 });
}
