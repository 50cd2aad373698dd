import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { Crm } from '../crm/crm.ts';
import { modelFromStored } from '../model/read.ts';
import { decidingBy } from '../pipeline/deciding.ts';
import { pipeline } from '../pipeline.ts';
import { openDb } from '../store/db.ts';
import { openStore } from '../store/store.ts';

// A process that only routes: run by pipeline.pools.test.ts. It says "ready", waits for a word, routes until nothing of the
// workspace is left to route, and says how many leads it routed.
const [databaseUrl = ''] = process.argv.slice(2);
const db = openDb(databaseUrl, { max: 2 });
let routed = 0;

async function nobodyAsked(): Promise<never> {
  throw new Error('routing process: routing asks a CRM for relations only');
}

/** A CRM that knows nothing of these leads but that they are there. */
const crm: Crm = {
  kind: 'hubspot',
  batchSize: 100,
  readRelations: async (leads) => new Map(leads.map(({ leadId }) => [leadId, { deals: [], companies: [] }])),
  recordUrl: (lead) => `https://crm.example/${lead}`,
  changesSince: nobodyAsked,
  readLeads: nobodyAsked,
  readReps: nobodyAsked,
  writeLeads: nobodyAsked,
  createTasks: nobodyAsked,
  findTasks: nobodyAsked,
  assignTasks: nobodyAsked,
  completeTasks: nobodyAsked,
  readTouches: nobodyAsked,
  dealsSince: nobodyAsked,
  prepare: nobodyAsked,
  listLeads: nobodyAsked,
  countLeads: nobodyAsked,
  sources: [],
};

const workspace = {
  id: 'acme',
  crm,
  channels: [],
  deciding: decidingBy(modelFromStored),
  watchingSince: 0,
  timeZone: 'UTC',
  taskQueues: {},
};
const line = pipeline({
  store: openStore(db),
  workspaces: new Map([[workspace.id, workspace]]),
  hint: async () => {},
  now: Date.now,
  chance: Math.random,
  newId: randomUUID,
  stopping: () => false,
  tell(step, text) {
    if (step === 'owner') routed += 1;
    if (step === 'failed') process.stderr.write(`${text}\n`);
  },
});

async function isAllRouted(): Promise<boolean> {
  const [left] = await db.acrossWorkspaces((tx) =>
    tx.query("select 1 from steps where kind = 'route' and done_at is null and failed_at is null limit 1"),
  );
  return left === undefined;
}

process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.pause();
while (!(await isAllRouted())) await line.run(workspace.id, 'route');
await db.close();
process.stdout.write(`${routed}\n`);
