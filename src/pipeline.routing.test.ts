import { describe, expect, test } from '@jest/globals';
import {
  asksForDemo,
  episodeOf,
  HOT_STATUS,
  HOUR,
  MINUTE,
  named,
  pass,
  publishRouting,
  quiet,
  readsALot,
  repOf,
  taskHolder,
  told,
} from './pipelineForTests.ts';
import { startWorld, type World } from './testing/world.ts';
import { until } from './testing/until.ts';

const DAY = 24 * HOUR;

/** Somebody is not there; the product knows when it next starts or asks. */
function isAway(world: World, name: string, forMs: number): void {
  const { ownerId } = named(world, name);
  world.hubspot.setOutOfOffice(ownerId, [{ from: world.now() - HOUR, to: world.now() + forMs }]);
}

/** Nobody has set when they will be back. */
function switchAway(world: World, name: string, status: 'away' | 'available'): void {
  world.hubspot.setUser(named(world, name).ownerId, { hs_availability_status: status });
}

describe('whose lead it is', () => {
  test('with an open deal its AE gets the task, the owner stays, and the Lead Status is left to the deal', async () => {
    await using world = await startWorld();
    const [ann, bob] = [named(world, 'Ann'), named(world, 'Bob')];
    const id = asksForDemo(world, 'ada', { hubspot_owner_id: bob.ownerId, hs_lead_status: 'OPEN_DEAL' });
    world.hubspot.addDeal({ dealname: 'Big Co', hubspot_owner_id: ann.ownerId }, [id]);
    await told(world);
    expect(taskHolder(world, id).name).toBe('Ann Rep');
    expect(world.slack.messages(ann.slackId)).toHaveLength(1);
    expect(world.hubspot.contact(id)).toMatchObject({ hubspot_owner_id: bob.ownerId, hs_lead_status: 'OPEN_DEAL' });
    expect(world.hubspot.history(id, 'hubspot_owner_id')).toHaveLength(1);
    expect(await episodeOf(world, id)).toMatchObject({ owner: 'Bob Rep', assignee: 'Ann Rep' });
  });

  test('a lost deal asks for nobody: the lead’s owner has it', async () => {
    await using world = await startWorld();
    const [ann, bob] = [named(world, 'Ann'), named(world, 'Bob')];
    const id = asksForDemo(world, 'ada', { hubspot_owner_id: bob.ownerId });
    world.hubspot.addDeal({ dealstage: 'closedlost', hubspot_owner_id: ann.ownerId }, [id]);
    await told(world);
    expect(taskHolder(world, id).name).toBe('Bob Rep');
    expect(world.hubspot.contact(id)?.['hs_lead_status']).toBe(HOT_STATUS);
  });

  test('a customer goes to who looks after the company, not to the lead’s owner', async () => {
    await using world = await startWorld();
    const [bob, cy] = [named(world, 'Bob'), named(world, 'Cy')];
    const values = { hubspot_owner_id: bob.ownerId, lifecyclestage: 'customer' };
    const id = asksForDemo(world, 'ada', values);
    const company = { name: 'Big Co', domain: 'bigco.example', hubspot_owner_id: cy.ownerId };
    world.hubspot.addCompany(company, [id]);
    await told(world);
    expect(taskHolder(world, id).name).toBe('Cy Rep');
    expect((await episodeOf(world, id)).note).toContain('the lead is a customer');
    expect(world.hubspot.contact(id)?.['hubspot_owner_id']).toBe(bob.ownerId);
  });

  test('a named account is its rep’s, and its backup’s while they are away, whoever’s turn it is', async () => {
    await using world = await startWorld();
    const namedAccounts = [{ account: 'bigco.example', rep: 'ann@acme.example', backup: 'cy@acme.example' }];
    await publishRouting(world, { routing: { namedAccounts } });
    const first = asksForDemo(world, 'ada');
    await told(world);
    expect(taskHolder(world, first).name).toBe('Ann Rep');
    isAway(world, 'Ann', 3 * HOUR);
    await pass(world, 6 * MINUTE);
    const second = asksForDemo(world, 'bea');
    await told(world);
    expect(taskHolder(world, second).name).toBe('Cy Rep');
    // Covered is not given away: the rep of the account is the owner of record.
    expect(repOf(world, world.hubspot.contact(second)?.['hubspot_owner_id']).name).toBe('Ann Rep');
  });

  test('a lead without an owner goes to its company’s owner, associated or of the same domain', async () => {
    await using world = await startWorld();
    const [ann, cy] = [named(world, 'Ann'), named(world, 'Cy')];
    const associated = asksForDemo(world, 'ada', { email: 'ada@home.example' });
    const company = { name: 'Big Co', domain: 'bigco.example', hubspot_owner_id: cy.ownerId };
    world.hubspot.addCompany(company, [associated]);
    world.hubspot.addCompany({ name: 'Other', domain: 'other.example', hubspot_owner_id: ann.ownerId });
    const byDomain = asksForDemo(world, 'bea', { email: 'bea@other.example' });
    await told(world);
    expect([taskHolder(world, associated).name, taskHolder(world, byDomain).name]).toEqual(['Cy Rep', 'Ann Rep']);
    expect(world.hubspot.contact(associated)?.['hubspot_owner_id']).toBe(cy.ownerId);
    expect((await episodeOf(world, byDomain)).note).toContain('other.example');
  });

  test('an owner who has not touched a lead for five months has lost it; one who has two months ago has not', async () => {
    await using world = await startWorld();
    const others = ['bob@acme.example', 'cy@acme.example'].map((rep) => ({ rep, weight: 1 }));
    await publishRouting(world, { routing: { pools: { default: { mode: 'assign', members: others } } } });
    const { ownerId } = named(world, 'Ann');
    const [stale, fresh] = [150, 60].map((days) =>
      asksForDemo(world, `lead${days}`, { hubspot_owner_id: ownerId }, world.now() - days * DAY),
    );
    await told(world);
    expect(taskHolder(world, stale ?? '').name).not.toBe('Ann Rep');
    expect(world.hubspot.contact(stale ?? '')?.['hubspot_owner_id']).toBe(taskHolder(world, stale ?? '').ownerId);
    expect(taskHolder(world, fresh ?? '').name).toBe('Ann Rep');
    expect(world.hubspot.contact(fresh ?? '')?.['hubspot_owner_id']).toBe(ownerId);
  });

  test('the same person by another record stays with the rep who has them', async () => {
    await using world = await startWorld();
    const person = { firstname: 'Ada', lastname: 'Byron', phone: '+44 20 7946 0001' };
    const first = asksForDemo(world, 'ada', { ...person, email: 'ada@home.example' });
    await told(world);
    const others = ['bea', 'cleo'].map((name) => asksForDemo(world, name));
    const again = asksForDemo(world, 'ada', { ...person, email: 'ada.byron@work.example' });
    await told(world);
    expect(taskHolder(world, again).name).toBe(taskHolder(world, first).name);
    expect((await episodeOf(world, again)).note).toContain('same phone and last name');
    expect(new Set(others.map((id) => taskHolder(world, id).name)).size).toBe(2);
  });
});

describe('a lead whose owner is away', () => {
  async function ownedByAnn(world: World, isUrgent: boolean): Promise<string> {
    const { ownerId } = named(world, 'Ann');
    isAway(world, 'Ann', 3 * HOUR);
    await world.restart();
    const id = (isUrgent ? asksForDemo : readsALot)(world, 'ada', { hubspot_owner_id: ownerId });
    await told(world);
    await quiet(world);
    return id;
  }

  test('waits for them when it can: the shared place hears once, and at the shift’s start they have task and alert', async () => {
    await using world = await startWorld({ appRuns: false });
    const id = await ownedByAnn(world, false);
    const shared = () => world.slack.messages(world.hotLeads).length;
    expect(await episodeOf(world, id)).toMatchObject({ assignee: null, unassigned: false });
    expect([shared(), world.slack.messages().length, world.hubspot.tasks().length]).toEqual([1, 1, 0]);
    expect(world.hubspot.contact(id)?.['hs_lead_status']).toBe(HOT_STATUS);
    await pass(world, 11 * MINUTE);
    await pass(world, HOUR);
    expect([shared(), world.slack.messages().length]).toEqual([1, 1]);
    await pass(world, 2 * HOUR);
    expect(taskHolder(world, id).name).toBe('Ann Rep');
    expect(world.slack.messages(named(world, 'Ann').slackId)).toHaveLength(1);
    expect(world.slack.messages()).toHaveLength(2);
    expect(await episodeOf(world, id)).toMatchObject({ assignee: 'Ann Rep', owner: 'Ann Rep', waiting: null });
  });

  test('keeps the Lead Status that a person gives it while it waits', async () => {
    await using world = await startWorld({ appRuns: false });
    const id = await ownedByAnn(world, false);
    world.hubspot.setContact(id, { hs_lead_status: 'IN_PROGRESS' });
    await told(world);
    await pass(world, 11 * MINUTE);
    await pass(world, 3 * HOUR);
    expect(taskHolder(world, id).name).toBe('Ann Rep');
    expect(world.hubspot.contact(id)?.['hs_lead_status']).toBe('IN_PROGRESS');
  });

  test('in a fast lane is covered at once, and its owner of record stays', async () => {
    await using world = await startWorld({ appRuns: false });
    const id = await ownedByAnn(world, true);
    const holder = taskHolder(world, id);
    expect(holder.name).not.toBe('Ann Rep');
    expect(world.slack.messages(holder.slackId)).toHaveLength(1);
    expect(world.hubspot.history(id, 'hubspot_owner_id')).toHaveLength(1);
    expect(await episodeOf(world, id)).toMatchObject({ owner: 'Ann Rep', assignee: holder.name });
  });
});

describe('when nobody is there', () => {
  test('it is unassigned for a reason, which the shared place and the managers hear once, and is found somebody later', async () => {
    await using world = await startWorld({ reps: ['Ann', 'Bob'], appRuns: false });
    const max = world.slack.addUser({ email: 'max@acme.example', name: 'Max Manager', tz: 'UTC' }).id;
    for (const name of ['Ann', 'Bob']) switchAway(world, name, 'away');
    await world.restart();
    await publishRouting(world, { routing: { coverage: { managers: ['max@acme.example'] } } });
    const id = asksForDemo(world, 'ada');
    await told(world);
    await pass(world, 20 * MINUTE);
    await pass(world, HOUR);
    const before = await episodeOf(world, id);
    expect(before).toMatchObject({ assignee: null, unassigned: true });
    expect(before.waiting).toContain('nobody can take it');
    expect(JSON.stringify(world.slack.messages(world.hotLeads))).toContain(
      'Nobody can take it: nobody of pool default is there. Managers: max@acme.example',
    );
    expect([world.hotLeads, max].map((place) => world.slack.messages(place).length)).toEqual([1, 1]);
    expect(world.slack.messages()).toHaveLength(2);
    switchAway(world, 'Bob', 'available');
    await pass(world, 6 * MINUTE);
    await until(() => world.contactsWithTask().length === 1, 'Bob to get it');
    await quiet(world);
    expect(taskHolder(world, id).name).toBe('Bob Rep');
    expect(await episodeOf(world, id)).toMatchObject({ assignee: 'Bob Rep', unassigned: false, waiting: null });
    expect(world.slack.messages(named(world, 'Bob').slackId)).toHaveLength(1);
    expect(world.hubspot.contact(id)?.['hubspot_owner_id']).toBe(named(world, 'Bob').ownerId);
  });

  test('whoever comes gets the hottest first, and with room for one the next only when that is answered', async () => {
    await using world = await startWorld({ reps: ['Ann'], appRuns: false });
    switchAway(world, 'Ann', 'away');
    await world.restart();
    await publishRouting(world, { routing: { caps: { openHot: 1 } } });
    const warm = asksForDemo(world, 'warm');
    await told(world);
    const hotter = asksForDemo(world, 'hotter');
    world.hubspot.visitPage(hotter, 'https://acme.example/pricing');
    world.hubspot.visitPage(hotter, 'https://acme.example/roi-calculator');
    const middle = asksForDemo(world, 'middle');
    world.hubspot.visitPage(middle, 'https://acme.example/pricing');
    await told(world);
    switchAway(world, 'Ann', 'available');
    await pass(world, 6 * MINUTE);
    await until(() => world.contactsWithTask().length === 1, 'Ann to get one');
    expect(world.contactsWithTask()).toEqual([hotter]);
    await pass(world, 6 * MINUTE);
    expect(world.contactsWithTask()).toEqual([hotter]);
    for (const [answered, next] of [
      [hotter, middle],
      [middle, warm],
    ] as const) {
      world.hubspot.logCall(answered, { ownerId: named(world, 'Ann').ownerId });
      await told(world);
      await pass(world, 6 * MINUTE);
      await until(async () => (await episodeOf(world, next)).assignee === 'Ann Rep', 'Ann to get the next');
    }
    expect(world.contactsWithTask()).toEqual([warm, hotter, middle].sort());
    expect(world.slack.messages(named(world, 'Ann').slackId)).toHaveLength(3);
  });
});
