import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recordSignal } from './testing/orgPeople.ts';
import { orgModel, type OrgWorld, startOrgWorld } from './testing/orgWorld.ts';
import { CRMS, keepsSyncIds, thirdParties, type Which } from './testing/twoCrmWorldSync.ts';

const MINUTE = 60_000;

type Deed =
  | { kind: 'hot'; in: Which; who: number }
  | { kind: 'owner'; in: Which; who: number; rep: number }
  | { kind: 'status' | 'call'; in: Which; who: number }
  | { kind: 'look' | 'arrive'; in: Which }
  | { kind: 'people' }
  | { kind: 'pass'; minutes: number };

const which = fc.constantFrom<Which>(...CRMS);
const who = fc.integer({ min: 0, max: 2 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('hot' as const), in: which, who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('owner' as const), in: which, who, rep: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('status' as const, 'call' as const), in: which, who }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom('look' as const, 'arrive' as const), in: which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('people' as const) }) },
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 90 }) }) },
);

/** Nobody is called to account: what is decided anew because nobody answered is another test's. */
const NEVER = [{ afterMinutes: 2_880, do: 'manager' as const }];
const model = { ...orgModel, sla: { ...orgModel.sla, urgent: NEVER, standard: NEVER } };

test('two CRMs and third parties that sync them come to rest after any day: one lead, one episode, one owner, one task, one alert', async () => {
  const days = fc.array(deed, { minLength: 12, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(days, which, async (day, home) => {
      await using world = await startOrgWorld({ home, settings: { firstModel: model } });
      await keepsSyncIds(world);
      const sync = thirdParties(world);
      for (const one of day) await play(world, sync, one);
      await comeToRest(world, sync);
      expect(await afterAnHour(world, sync)).toEqual({ news: false, written: [], open: [] });
      expect(await oddPeople(world, sync, day)).toEqual([]);
    }),
    { numRuns: 2, endOnFailure: true },
  );
}, 120_000);

type Sync = ReturnType<typeof thirdParties>;
const emailOf = (n: number) => `lead${n}@bigco.example`;

/** The person's record in that CRM, made where it is not there. */
function recordOf({ shelves, recordOf: known }: Sync, where: Which, n: number): string {
  return known(where, emailOf(n)) ?? shelves[where].add(emailOf(n), '');
}

async function play(world: OrgWorld, sync: Sync, one: Deed): Promise<void> {
  switch (one.kind) {
    case 'pass':
      await world.quiet();
      world.advance((one.minutes - 1) * MINUTE);
      return world.minutes(1);
    case 'look':
      return sync.look(one.in);
    case 'arrive':
      return void sync.arrive(one.in);
    case 'people':
      return sync.makePeople();
    case 'hot':
      return asksForDemo(world, recordOf(sync, one.in, one.who), one);
    case 'owner': {
      const owner = world.reps[one.rep]?.email ?? '';
      return sync.shelves[one.in].set(recordOf(sync, one.in, one.who), { owner });
    }
    case 'status':
      return sync.shelves[one.in].set(recordOf(sync, one.in, one.who), { status: 1 });
    case 'call':
      return calls(world, recordOf(sync, one.in, one.who), one.in);
  }
}

function asksForDemo(world: OrgWorld, record: string, { in: where, who: n }: { in: Which; who: number }): void {
  if (where === 'hubspot') world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: emailOf(n) });
  else recordSignal(world, { Lead__c: record }, 'form_submission', 'Demo Request');
}

function calls({ org, hubspot, reps: [ann] }: OrgWorld, record: string, where: Which): void {
  if (where === 'hubspot') return void hubspot.logCall(record, { ownerId: ann?.ownerId ?? '' });
  const call = { WhoId: record, Subject: 'Call', TaskSubtype: 'Call', Status: 'Completed' };
  org.addTask(call, { by: ann?.userId ?? '' });
}

const exchange = (sync: Sync) => CRMS.map((from) => (sync.look(from), sync.arrive(from))).some((isNews) => isNews);

/** What was under way arrives, until nothing is news to the third party any more, twice. Throws where that never is. */
async function comeToRest(world: OrgWorld, sync: Sync): Promise<void> {
  for (let turns = 0, still = 0; still < 2; turns++) {
    if (turns > 8) throw new Error(`the CRMs never come to rest:\n${world.told.slice(-40).join('\n')}`);
    await world.minutes(2);
    still = exchange(sync) ? 0 : still + 1;
  }
  // What no event tells the rows of episodes is found once an hour: here, by which record everybody knows who came into both.
  await hour(world);
}

async function hour(world: OrgWorld): Promise<void> {
  await world.quiet();
  world.advance(54 * MINUTE);
  await world.minutes(6);
}

/** What happened in an hour in which people did nothing. */
async function afterAnHour(world: OrgWorld, sync: Sync) {
  const before = writesTo(world).length;
  await hour(world);
  const written = writesTo(world).slice(before);
  return { news: exchange(sync), written, open: await world.rows(OPEN_WORK) };
}

const OPEN_WORK = `select kind, key, last_error from steps where done_at is null and failed_at is null
    and kind in ('read', 'catchup', 'task', 'move', 'finish', 'alert', 'post', 'card', 'contact', 'route')
  union all select 'write', id, last_error from crm_writes where wanted <> '{}' or sending <> '{}'`;

/** Calls of ours that changed a person, a task or an episode. */
function writesTo({ org, hubspot }: OrgWorld): string[] {
  const ours = [...org.calls, ...hubspot.calls].filter(
    ({ method, path }) =>
      (/\/composite\/sobjects/.test(path) && method !== 'GET') || /\/batch\/(update|create|upsert)/.test(path),
  );
  return ours.toSorted((a, b) => a.at - b.at).map(({ method, path, body }) => `${method} ${path} ${body}`);
}

/** Whoever is not one lead, with one episode where they asked for a demo in either CRM and none else, a task and an alert for each of its rounds, and the same in both CRMs. */
async function oddPeople(world: OrgWorld, sync: Sync, day: Deed[]): Promise<unknown[]> {
  const { shelves } = sync;
  const people = new Set(CRMS.flatMap((crm) => shelves[crm].ids().map((id) => shelves[crm].email(id))));
  const leads = await world.rows<{ email: string; rounds: number; episodes: number }>(LEADS);
  const hot = new Set(day.flatMap((one) => (one.kind === 'hot' ? emailOf(one.who) : [])));
  const isGiven = day.some(({ kind }) => kind === 'owner');
  const rounds = leads.reduce((sum, each) => sum + each.rounds, 0);
  // Whoever is given a lead by a person hears of it once more.
  const alerts = isGiven ? rounds : world.slack.messages().length;
  return [
    ...(leads.length === people.size && alerts === rounds ? [] : [{ people, leads, alerts, rounds }]),
    ...leads.filter(({ email, episodes }) => episodes !== (hot.has(email) ? 1 : 0)),
    ...leads.filter(({ email, rounds: wanted }) => tasksOf(world, sync, email) !== wanted),
    ...[...people].map((email) => unlike(sync, email, day)).filter((one) => one !== undefined),
  ];
}

/** What differs between the CRMs, but for what people chose in both: the third party exchanges that, and both choices count. */
function unlike({ shelves, recordOf: known }: Sync, email: string, day: Deed[]) {
  const [one, two] = CRMS.map((crm) => {
    const id = known(crm, email);
    const { owner, status, ...rest } = id === undefined ? {} : shelves[crm].values(id);
    const chosen = (kind: Deed['kind']) => day.some((each) => each.kind === kind);
    return id === undefined
      ? undefined
      : { ...rest, ...(!chosen('owner') && { owner }), ...(!chosen('status') && { status }) };
  });
  if (one === undefined || two === undefined || isDeepStrictEqual(one, two)) return undefined;
  return { email, one, two };
}

const LEADS = `select l.email, count(distinct e.id)::int as episodes, count(r.*)::int as rounds
  from leads l left join episodes e on e.lead = l.id left join rounds r on r.episode = e.id
  where exists (select 1 from identities i where i.id = l.id and i.kind like '%:contact') group by l.id, l.email`;

function tasksOf({ org, hubspot }: OrgWorld, { recordOf: known }: Sync, email: string): number {
  const [contact, lead] = CRMS.map((crm) => known(crm, email));
  const ours = org.rows('Task').filter((task) => typeof task['Hot_Lead_Key__c'] === 'string');
  const inPortal = hubspot.tasks().filter(({ contactIds }) => contact !== undefined && contactIds.includes(contact));
  return inPortal.length + ours.filter((task) => task['WhoId'] === lead).length;
}
