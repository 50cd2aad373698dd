import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { certificateOf } from './domain/roundRobin.ts';
import { defaultModel, type Model } from './domain/model.ts';
import { modelHash } from './model/hash.ts';
import { type Db, openDb } from './store/db.ts';
import { migrate } from './store/migrate.ts';
import { publishModel } from './store/models.ts';
import { openStore } from './store/store.ts';
import { ensureWorkspace } from './store/workspaces.ts';
import { ownDatabase } from './testing/database.ts';

const LEADS = 10_000;
const PROCESSES = 4;
const WEIGHTS = [1, 1, 1, 2, 2, 3, 3, 5, 7, 0.5, 0.25, 10];
const emailOf = (rep: number) => `rep${rep}@acme.example`;

const model: Model = {
  ...defaultModel,
  routing: {
    ...defaultModel.routing,
    hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: 0, to: 1440 }],
    pools: {
      default: { mode: 'assign', members: WEIGHTS.map((weight, rep) => ({ rep: emailOf(rep), weight })) },
    },
  },
};

/** Reps who are always there, and as many hot leads as nobody has, each with its route step. */
async function prepare(db: Db, now: number): Promise<void> {
  await db.inWorkspace('acme', async (tx) => {
    await ensureWorkspace(tx, { id: 'acme', name: 'Acme', demo: false, connections: [] }, now);
    await publishModel(tx, 'acme', { hash: modelHash(model), settings: model }, now);
  });
  const reps = WEIGHTS.map((_, rep) => {
    return { record: `9${rep}`, email: emailOf(rep), name: `Rep ${rep}`, active: true, available: true };
  });
  await openStore(db).together('acme', (rows) => rows.keepReps('hubspot', reps, now));
  await db.inWorkspace('acme', (tx) =>
    tx.query(
      `with people as (
         insert into leads (workspace, email, first_name, last_name, company, created_at)
         select 'acme', 'lead' || n || '@company' || n || '.example', 'Lead', 'Nr' || n, 'Company ' || n, $1
         from generate_series(1, $2) n returning id, email),
       known as (
         insert into identities (workspace, kind, value, subject, id)
         select 'acme', 'hubspot:contact', regexp_replace(email, '^lead(\\d+)@.*', '\\1'), 'lead', id from people),
       hot as (
         insert into episodes (workspace, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at,
           respond_by, routing_note, facts)
         select 'acme', id, 'first', 'open', 1, 2, 75, '["asked for a demo"]', false, $1, $1, $1, '', $3 from people
         returning id, lead),
       clocks as (
         insert into rounds (workspace, episode, round, lead, tier, source, type, started_at, opened_at)
         select 'acme', id, 1, lead, 2, 'hubspot', 'demo_request', $1, $1 from hot)
       insert into steps (workspace, kind, key, subject, payload, created_at, due_at)
       select 'acme', 'route', 'route:' || id || ':1', id::text, '{"round": 1, "why": "opened"}', $1, $1 from hot`,
      [new Date(now).toISOString(), LEADS, JSON.stringify(FACTS)],
    ),
  );
  // As on any server that has been up for a minute.
  await db.acrossWorkspaces((tx) => tx.query('analyze'));
}

const FACTS = {
  lane: true,
  product: false,
  trial: false,
  type: 'demo_request',
  source: 'hubspot',
  quiet: false,
  urgent: defaultModel.sla.urgent,
  dated: ['asked for a demo'],
  short: ['demo'],
};

/** Starts processes that route, lets them all begin at once, and answers how many leads each of them routed. */
async function routeAtOnce(databaseUrl: string): Promise<{ routed: number[]; ms: number }> {
  const children = Array.from({ length: PROCESSES }, () =>
    spawn(process.execPath, [path.join(import.meta.dirname, 'testing', 'routing.ts'), databaseUrl], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  try {
    await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
    const start = performance.now();
    const said = children.map(({ stdout }) => text(stdout));
    for (const { stdin } of children) stdin.end('go\n');
    const routed = (await Promise.all(said)).map(Number);
    return { routed, ms: performance.now() - start };
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

test(`${PROCESSES} processes that route ${LEADS} leads at once into one pool share them out exactly, each lead once`, async () => {
  const now = Date.now();
  await using database = await ownDatabase(async (url) => void (await migrate(url, now)));
  await using stack = new AsyncDisposableStack();
  const db = openDb(database.url, { max: 2 });
  stack.defer(() => db.close());
  await prepare(db, now);
  const { routed, ms } = await routeAtOnce(database.url);
  process.stderr.write(
    `${LEADS} leads routed in ${(ms / 1000).toFixed(1)} s by ${PROCESSES} processes: ${routed.join(', ')}\n`,
  );
  expect(routed.reduce((sum, each) => sum + each, 0)).toBe(LEADS);
  expect(routed.filter((each) => each > 0).length).toBeGreaterThan(1);

  const rows = <Row>(sql: string) => db.acrossWorkspaces((tx) => tx.query<Row>(sql));
  const [kept] = await rows<Record<string, number>>(`select
    (select count(*) from episodes where assignee is null) as lost,
    (select count(*) from decisions where kind = 'route') as routes,
    (select count(distinct lead) from decisions where kind = 'route') as "leadsRouted",
    (select count(*) from steps where kind = 'task') as tasks,
    (select count(distinct subject) from steps where kind = 'task') as "leadsWithTask",
    (select count(*) from steps where kind = 'sla') as ladders,
    (select count(*) from steps where kind = 'alert') as alerts,
    (select count(*) from steps where kind = 'route' and (done_at is null or attempts <> 1)) as again`);
  const once = { routes: LEADS, leadsRouted: LEADS, tasks: LEADS, leadsWithTask: LEADS, ladders: LEADS, alerts: LEADS };
  expect(kept).toEqual({ lost: 0, again: 0, ...once });

  const members = await rows<{
    rep: string;
    email: string;
    entitlement: number;
    assigned: number;
    worst: number;
    had: number;
  }>(
    `select p.id as rep, r.email, p.entitlement, p.assigned, p.worst,
       (select count(*) from episodes e where e.assignee = p.id) as had
     from pool_members p join reps r on r.id = p.id`,
  );
  const weightOf = (email: string) => WEIGHTS[Number(/\d+/.exec(email)?.[0])] ?? 0;
  const certificate = certificateOf(members.map((member) => ({ ...member, weight: weightOf(member.email) })));
  expect(certificate.members.reduce((sum, { deviation }) => sum + deviation, 0)).toBeCloseTo(0, 6);
  expect(Math.max(...members.map(({ worst }) => worst))).toBeLessThan(certificate.bound ?? 0);
  expect(certificate.worst).toBeLessThan(1);
  expect(members.map(({ assigned }) => assigned)).toEqual(members.map(({ had }) => had));
  const all = WEIGHTS.reduce((sum, weight) => sum + weight, 0);
  for (const { email, had } of members) expect(Math.abs(had - (LEADS * weightOf(email)) / all)).toBeLessThan(1);
}, 180_000);
