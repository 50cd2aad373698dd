import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { figuresNow } from './commands/figuresNow.ts';
import { openDb } from './store/db.ts';
import { startWorld, type World } from './testing/world.ts';
import { until } from './testing/until.ts';

const HOT_STATUS = 'HOT_LEAD_IMMEDIATE_ACTION_REQUIRED';
const MINUTE = 60_000;
const DAY = 86_400_000;
/** The day's other timers come first. */
const PATIENCE_MS = 20_000;

/** Somebody who asks for a demo, hot and with a rep by now. */
async function hotLead(world: World, name: string, known?: string): Promise<string> {
  const email = `${name}@${name}.example`;
  const id = known ?? world.hubspot.addContact({ email, firstname: name, company: name, hs_lead_status: 'OPEN' });
  world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email });
  await world.push();
  await world.settled();
  await until(async () => (await episodeOf(world, id))?.assignee, `somebody to have ${name}`);
  return id;
}

type Kept = { state: string; as: string | null; assignee: string | null; lead: string; rounds: string[] };
async function episodeOf(world: World, contact: string): Promise<Kept | undefined> {
  const [row] = await world.rows<Kept>(
    `select e.state, e.closed_as as as, e.assignee, e.lead,
       (select jsonb_agg(r.closed_as) from rounds r where r.episode = e.id) as rounds from episodes e
     join identities i on i.workspace = e.workspace and i.id = e.lead and i.kind = 'hubspot:contact' and i.value = '${contact}'
     order by e.opened_at desc limit 1`,
  );
  return row;
}

const dealCalls = (world: World) =>
  world.hubspot.calls.filter(({ path }) => path === '/crm/objects/2026-03/0-3/search').length;

/** No poll of deals is under way. */
async function between(world: World): Promise<void> {
  const idle = "select 1 from steps where kind = 'deals' and claimed_until is null";
  await until(async () => (await world.rows(idle)).length > 0, 'what deals say to be kept', PATIENCE_MS);
}

/** Lets the next polls of deals pass: all that stood in HubSpot when it was called is known afterwards. */
async function polled(world: World): Promise<void> {
  // One that is under way would set its timer by the clock of afterwards.
  await between(world);
  const before = dealCalls(world);
  world.advance(6 * MINUTE);
  await until(() => dealCalls(world) > before, 'deals to be asked for', PATIENCE_MS);
  await between(world);
  await world.settled();
}

/** A call that a rep made a moment ago; HubSpot says so of the contact. */
async function called(world: World, contact: string): Promise<void> {
  world.advance(MINUTE);
  world.hubspot.logCall(contact, { ownerId: world.reps[0]?.ownerId ?? '', status: 'COMPLETED' });
  await world.push();
  await until(async () => (await episodeOf(world, contact))?.state === 'contacted', 'the contact to be found');
  await world.settled();
}

async function dashboardOf(world: World) {
  const db = openDb(world.databaseUrl, { max: 2 });
  try {
    return (await figuresNow(db, 'acme', { days: 30, now: world.now(), timeZone: 'UTC' })).dashboard;
  } finally {
    await db.close();
  }
}

describe('a deal', () => {
  // One company for all: each test has leads of its own.
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  test('makes conversion and the hot share of the pipeline known', async () => {
    const dashboard = () => dashboardOf(world);
    const [ada] = [await hotLead(world, 'ada'), await hotLead(world, 'bo')];
    expect(await dashboard()).toMatchObject({ conversion: { value: 'unknown' }, hotPipeline: { value: 'unknown' } });
    world.advance(MINUTE);
    world.hubspot.addDeal({ amount: '300' }, [ada]);
    world.hubspot.addDeal({ amount: '100' });
    await polled(world);
    expect(await dashboard()).toMatchObject({ conversion: { value: 0.5, of: 2 }, hotPipeline: { value: 0.75, of: 2 } });
  });

  test('that is won closes the episode of its lead alone: logged, measured, and the Lead Status is what it was', async () => {
    const [contact, other] = [await hotLead(world, 'cy'), await hotLead(world, 'di')];
    expect(world.hubspot.contact(contact)?.['hs_lead_status']).toBe(HOT_STATUS);
    const deal = world.hubspot.addDeal({ amount: '500' }, [contact]);
    await polled(world);
    expect(await episodeOf(world, contact)).toMatchObject({ state: 'open', as: null });
    world.hubspot.setDeal(deal, { dealstage: 'closedwon' });
    await polled(world);
    expect(await episodeOf(world, contact)).toMatchObject({ state: 'closed', as: 'won' });
    expect((await episodeOf(world, other))?.state).toBe('open');
    expect([contact, other].map((id) => world.hubspot.contact(id)?.['hs_lead_status'])).toEqual(['OPEN', HOT_STATUS]);
    const { lead, rounds } = (await episodeOf(world, contact)) ?? {};
    expect(rounds).toEqual(['won']);
    const entries = () => world.rows(`select inputs, outcome from decisions where kind = 'close' and lead = '${lead}'`);
    const said = { inputs: { deals: [{ id: `hubspot:${deal}` }] }, outcome: { as: 'won', round: 1 } };
    expect(await entries()).toMatchObject([said]);
    await polled(world);
    expect(await entries()).toHaveLength(1);
  });

  test('won before the lead was hot closes nothing, whatever is noted on it now', async () => {
    const contact = world.hubspot.addContact({ email: 'eve@eve.example' });
    const deal = world.hubspot.addDeal({ dealstage: 'closedwon' }, [contact]);
    await polled(world);
    await hotLead(world, 'eve', contact);
    world.advance(MINUTE);
    world.hubspot.setDeal(deal, { amount: '7' });
    await polled(world);
    const known = await world.rows(`select state, amount from deals where id = 'hubspot:${deal}'`);
    expect(known).toEqual([{ state: 'won', amount: 7 }]);
    expect((await episodeOf(world, contact))?.state).not.toBe('closed');
  });

  test('that is lost closes the episode only when somebody was in touch and no other deal is open', async () => {
    const contact = await hotLead(world, 'fay');
    const first = world.hubspot.addDeal({}, [contact]);
    world.advance(MINUTE);
    world.hubspot.setDeal(first, { dealstage: 'closedlost' });
    await polled(world);
    expect(await episodeOf(world, contact)).toMatchObject({ state: 'open' });
    const other = world.hubspot.addDeal({}, [contact]);
    await polled(world);
    await called(world, contact);
    await polled(world);
    expect(await episodeOf(world, contact)).toMatchObject({ state: 'contacted' });
    world.hubspot.setDeal(other, { dealstage: 'closedlost' });
    await polled(world);
    expect(await episodeOf(world, contact)).toMatchObject({ state: 'closed', as: 'lost' });
  });
});

test('a deal makes somebody be looked for anew for its lead that waits, and for no other', async () => {
  await using world = await startWorld({ appRuns: false, reps: ['Ann'] });
  const ann = world.reps[0]?.ownerId ?? '';
  world.hubspot.setOutOfOffice(ann, [{ from: world.now() - DAY, to: world.now() + 3 * DAY }]);
  await world.restart();
  const contact = world.hubspot.addContact({ email: 'ada@ada.example', company: 'ada' });
  const other = world.hubspot.addContact({ email: 'bo@bo.example', company: 'bo' });
  world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: 'ada@ada.example' });
  await world.push();
  const waits = 'select 1 from episodes where waiting_because is not null and assignee is null';
  await until(async () => (await world.rows(waits)).length > 0, 'the lead to wait');
  await world.settled();
  await world.rows("update steps set due_at = due_at + interval '1 day' where kind = 'reps' returning 1");
  const looked = () => world.hubspot.calls.filter(({ path }) => path.endsWith('/contacts/deals/batch/read')).length;
  const before = looked();
  world.hubspot.addDeal({ hubspot_owner_id: ann }, [other]);
  await polled(world);
  const due = () =>
    world.rows(`select 1 from steps where kind = 'route' and due_at <= '${new Date(world.now()).toISOString()}'`);
  await until(async () => (await due()).length === 0, 'whoever is looked for now to be found or not');
  expect(looked()).toBe(before);
  world.hubspot.addDeal({ hubspot_owner_id: ann }, [contact]);
  await polled(world);
  await until(() => looked() > before, 'somebody to be looked for');
});

test('a deal that was thrown away is forgotten after a day, and the others are not', async () => {
  await using world = await startWorld({ reps: ['Ann'] });
  const [gone, kept] = [world.hubspot.addDeal({}), world.hubspot.addDeal({})];
  const known = async () => (await world.rows<{ id: string }>('select id from deals order by id')).map(({ id }) => id);
  await polled(world);
  expect(await known()).toEqual([`hubspot:${gone}`, `hubspot:${kept}`]);
  const headers = { Authorization: 'Bearer sandbox-token' };
  await fetch(`${world.hubspot.url}/crm/objects/2026-03/deals/${gone}`, { method: 'DELETE', headers });
  // A day later reading begins anew, and what that did not find goes another day later.
  world.advance(DAY);
  await polled(world);
  await polled(world);
  world.advance(DAY);
  await polled(world);
  expect(await known()).toEqual([`hubspot:${kept}`]);
});
