import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultModel } from '../../domain/model.ts';
import { modelHash } from '../../model/hash.ts';
import { modelFromStored } from '../../model/read.ts';
import { pipeline } from '../../pipeline.ts';
import { decidingBy } from '../../pipeline/deciding.ts';
import { type JobKind, timersOf, type Workspace } from '../../pipeline/parts.ts';
import { keptLinks } from '../../store/crmLinks.ts';
import { type Db, openDb } from '../../store/db.ts';
import { migrate } from '../../store/migrate.ts';
import { publishFirst } from '../../store/models.ts';
import { openStore, type Store } from '../../store/store.ts';
import { ensureWorkspace } from '../../store/workspaces.ts';
import { ownDatabase } from '../../testing/database.ts';
import { Failure } from '../../failure.ts';
import type { CrmLead } from '../crm.ts';
import type { Link } from './links.ts';
import { pair } from './pairForTests.ts';
import { thirdParty, type Which } from './syncForTests.ts';

let database: { url: string } & AsyncDisposable;
let db: Db;
let store: Store;
let rounds = 0;

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, Date.parse('2026-11-20T12:00:00Z'))));
  db = openDb(database.url, { max: 4 });
  store = openStore(db);
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});

/** The product at work on both CRMs, by hand under a held clock, beside a third party that keeps the two alike. */
async function startWorld(home: Which) {
  const id = `sync${(rounds += 1)}`;
  const on = pair({
    home,
    links: (now) => ({ ...keptLinks(db, id, now), all: (): Link[] => [] }) as ReturnType<typeof pair>['links'],
  });
  const watchingSince = await db.inWorkspace(id, async (tx) => {
    const connections = [{ id: 'hubspot', kind: 'hubspot', account: id }];
    const since = await ensureWorkspace(tx, { id, name: id, demo: false, connections }, on.now());
    await publishFirst(tx, id, { hash: modelHash(defaultModel), settings: defaultModel }, on.now());
    return since;
  });
  const ws: Workspace = {
    id,
    crm: on.crm,
    channels: [],
    deciding: decidingBy(modelFromStored),
    watchingSince,
    timeZone: 'UTC',
    taskQueues: {},
  };
  const told: string[] = [];
  const line = pipeline({
    store,
    workspaces: new Map([[id, ws]]),
    hint: async () => {},
    now: on.now,
    chance: () => 0,
    newId: randomUUID,
    stopping: () => false,
    tell: (step, text) => void told.push(`${step}: ${text}`),
  });
  await store.together(id, (rows) => rows.addSteps(timersOf(on.crm.kind, on.now()), on.now()));
  return {
    ...on,
    told,
    sync: thirdParty(on),
    rows: <Row>(sql: string) => db.inWorkspace(id, (tx) => tx.query<Row>(sql)),
    /** Does all that is due. */
    async work() {
      for (let turns = 0; turns < 100; turns++) {
        const due = (await store.due(on.now())).filter(({ workspace }) => workspace === id);
        if (due.length === 0) return;
        for (const { kind } of due) await line.run(id, kind as JobKind);
      }
      throw new Error(`something is always due; told:\n${told.slice(-30).join('\n')}`);
    },
  };
}
type World = Awaited<ReturnType<typeof startWorld>>;

type Deed =
  | { kind: 'hot'; in: Which; who: number }
  | { kind: 'owner'; in: Which; who: number; rep: number }
  | { kind: 'status'; in: Which; who: number }
  | { kind: 'look' | 'arrive' | 'away' | 'back'; in: Which }
  | { kind: 'work' };

const which = fc.constantFrom<Which>('hubspot', 'salesforce');
const who = fc.integer({ min: 0, max: 1 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('hot' as const), in: which, who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('owner' as const), in: which, who, rep: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('status' as const), in: which, who }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('look' as const, 'arrive' as const), in: which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('away' as const, 'back' as const), in: which }) },
  { weight: 4, arbitrary: fc.constant({ kind: 'work' as const }) },
);

const emailOf = (n: number) => `lead${n}@bigco.example`;

/** The person's record in that CRM, made where it is not there. */
function recordOf(world: World, where: Which, n: number): string {
  const crm = world[where];
  const known = crm.ids().find((id) => crm.lead(id)?.email === emailOf(n));
  if (known !== undefined) return known;
  const id = crm.freshId();
  crm.set(id, { email: emailOf(n), status: where === 'hubspot' ? 'NEW' : 'Open - Not Contacted' });
  return id;
}

async function play(world: World, one: Deed, n: number): Promise<void> {
  world.clock.advance(5_000);
  switch (one.kind) {
    case 'work':
      return world.work();
    case 'look':
      return world.sync.look(one.in);
    case 'arrive':
      return void world.sync.arrive(one.in);
    case 'away':
      world[one.in].away = Failure.retry(`${one.in}: 503`);
      return;
    case 'back':
      world[one.in].away = undefined;
      return;
    case 'hot': {
      const id = recordOf(world, one.in, one.who);
      const form = { sourceId: `f${n}`, kind: 'form_submission' as const, at: world.now(), name: 'Demo Request' };
      world[one.in].set(id, { activities: [...(world[one.in].lead(id)?.activities ?? []), form] });
      return;
    }
    case 'owner':
      world[one.in].set(recordOf(world, one.in, one.who), { ownerId: world[one.in].reps[one.rep]?.id ?? '' });
      return;
    case 'status':
      world[one.in].set(recordOf(world, one.in, one.who), { status: one.in === 'hubspot' ? 'CONNECTED' : 'Working' });
  }
}

/**
 * Everybody is back, and what was under way arrives; a CRM is looked at once what came into it has settled. Whoever was missing in one
 * of them is looked for again after a minute.
 */
async function comeToRest(world: World): Promise<void> {
  world.hubspot.away = world.salesforce.away = undefined;
  for (let turns = 0; turns < 10; turns++) {
    world.clock.advance(10_000);
    await world.work();
    for (const from of ['hubspot', 'salesforce'] as const) {
      world.sync.look(from);
      world.sync.arrive(from);
    }
  }
}

const writes = ({ hubspot, salesforce }: World) => [hubspot.written.length, salesforce.written.length];

test('two CRMs and a third party that syncs them come to rest: one lead, one episode, one owner decision, one task', async () => {
  const deeds = fc.array(deed, { minLength: 6, maxLength: 22 });
  await fc.assert(
    fc.asyncProperty(deeds, which, async (all, home) => {
      const world = await startWorld(home);
      await world.work();
      for (const [n, one] of all.entries()) await play(world, one, n);
      await comeToRest(world);
      const before = writes(world);
      for (let turns = 0; turns < 2; turns++) {
        world.clock.advance(10_000);
        await world.work();
        const news = (['hubspot', 'salesforce'] as const).map(
          (from) => (world.sync.look(from), world.sync.arrive(from)),
        );
        expect(news).toEqual([false, false]);
      }
      expect(writes(world)).toEqual(before);
      await expectOneOfEach(world, all);
    }),
    { numRuns: 25 },
  );
}, 120_000);

/** Whoever asked for a demo, in whichever CRM, has one episode and its task; nobody else has. */
async function expectOneOfEach(world: World, deeds: Deed[]): Promise<void> {
  const hot = new Set(deeds.flatMap((one) => (one.kind === 'hot' ? emailOf(one.who) : [])));
  const leads = await world.rows<{ lead: string; email: string; records: string[]; episodes: number }>(
    `select i.id as lead, (select email from leads l where l.id = i.id) as email, array_agg(i.value) as records, (select count(*)::int from episodes e where e.lead = i.id) as episodes
     from identities i where i.kind = 'hubspot:contact' group by i.id`,
  );
  const people = new Set(world.hubspot.ids().map((id) => world.hubspot.lead(id)?.email));
  expect(leads).toHaveLength(people.size);
  for (const { email, records, episodes } of leads) {
    expect([email, episodes]).toEqual([email, hot.has(email) ? 1 : 0]);
    const own = records.map((record) => record.replace('salesforce:', ''));
    const tasks = [...world.hubspot.tasks.values(), ...world.salesforce.tasks.values()];
    expect(tasks.filter(({ leadId }) => own.includes(leadId))).toHaveLength(episodes);
    const owners = [world.hubspot, world.salesforce].flatMap(({ written, reps }) =>
      written.flatMap(({ leadId, ownerId }) =>
        ownerId !== undefined && own.includes(leadId)
          ? reps.find(({ id }) => id === ownerId)?.email?.toLowerCase()
          : [],
      ),
    );
    expect(new Set(owners).size).toBeLessThanOrEqual(1);
  }
}

const nobody = { ownerId: undefined } as unknown as Partial<CrmLead>;

/** Somebody in both CRMs, known as one person, and nothing to do. Both reps work in both. */
async function startWithOne(): Promise<{ world: World; contact: string; lead: string }> {
  const world = await startWorld('hubspot');
  for (const { reps } of [world.hubspot, world.salesforce]) reps.splice(2);
  await world.work();
  const [contact, lead] = [recordOf(world, 'hubspot', 0), recordOf(world, 'salesforce', 0)];
  for (let turns = 0; turns < 8; turns++) await later(world);
  return { world, contact, lead };
}

async function later(world: World): Promise<void> {
  world.clock.advance(10_000);
  await world.work();
}

test.each<Which>(['hubspot', 'salesforce'])(
  'what somebody does in %s alone is heard without any sync',
  async (where) => {
    const { world } = await startWithOne();
    await play(world, { kind: 'hot', in: where, who: 0 }, 1);
    await later(world);
    expect(await world.rows('select id from episodes')).toHaveLength(1);
  },
);

/** The next owner that is written there is taken away by a person in the same moment. */
function takesAwayOnce(there: World[Which], id: string): () => boolean {
  const { crm } = there;
  const writeLeads = crm.writeLeads.bind(crm);
  let isDone = false;
  crm.writeLeads = async (writes) => {
    const outcomes = await writeLeads(writes);
    if (writes.some(({ ownerId }) => ownerId !== undefined)) {
      Object.assign(crm, { writeLeads });
      there.set(id, nobody);
      isDone = true;
    }
    return outcomes;
  };
  return () => isDone;
}

test.each<Which>(['hubspot', 'salesforce'])(
  'who takes away in %s at once the owner whom we gave is heard, and not taken for us',
  async (where) => {
    const { world, contact, lead } = await startWithOne();
    const isTaken = takesAwayOnce(world[where], where === 'hubspot' ? contact : lead);
    await play(world, { kind: 'hot', in: 'hubspot', who: 0 }, 1);
    for (let turns = 0; turns < 3; turns++) await later(world);
    expect(isTaken()).toBe(true);
    const { people } = await world.crm.readLeads([contact]);
    expect(people.map(({ ownerId }) => ownerId)).toEqual([undefined]);
  },
);
