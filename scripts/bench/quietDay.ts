import type { Crm } from '../../src/crm/crm.ts';
import { defaultModel } from '../../src/domain/model.ts';
import { modelHash } from '../../src/model/hash.ts';
import { modelFromStored } from '../../src/model/read.ts';
import { pipeline } from '../../src/pipeline.ts';
import { decidingBy } from '../../src/pipeline/deciding.ts';
import type { Workspace } from '../../src/pipeline/parts.ts';
import { type Db, openDb } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { publishFirst } from '../../src/store/models.ts';
import { openStore } from '../../src/store/store.ts';
import { ensureWorkspace } from '../../src/store/workspaces.ts';
import type { Ground } from './ground.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const ACTIVE = 1_000;
const HOUR_MS = 3_600_000;
/** A sweep asks every second what is due; one in sixty is measured. */
const SWEEPS = 24 * 60;
const WORKSPACE = 'quiet';

/**
 * A day on which nobody does anything: of 10,000, 100,000 and 1,000,000 known leads a thousand have a score that fades. Prints
 * the looks taken, what they cost, and what it costs to ask what is due.
 */
export async function benchQuietDay(ground: Ground): Promise<void> {
  for (const leads of SIZES) {
    const { looks, lookMs, sweepMs } = await quietDay(await ground.newDatabase(), leads);
    console.log(
      `quiet day: ${leads.toLocaleString('en')} leads of which ${ACTIVE.toLocaleString('en')} fade: ${looks} looked at in ` +
        `${Math.round(lookMs)} ms; asking what is due ${sweepMs.toFixed(2)} ms a second (${ground.conditions})`,
    );
  }
}

async function quietDay(url: string, leads: number): Promise<{ looks: number; lookMs: number; sweepMs: number }> {
  const start = Date.UTC(2026, 0, 31);
  const { role } = await migrate(url, start);
  const db = openDb(url, { max: 4, ...(role !== undefined && { role }) });
  try {
    await populate(db, leads, start);
    return await live(db, start);
  } finally {
    await db.close();
  }
}

async function populate(db: Db, leads: number, start: number): Promise<void> {
  const at = new Date(start).toISOString();
  await db.inWorkspace(WORKSPACE, async (tx) => {
    await ensureWorkspace(tx, { id: WORKSPACE, name: 'Quiet', demo: false, connections: [] }, start);
    await publishFirst(tx, WORKSPACE, { hash: modelHash(defaultModel), settings: defaultModel }, start);
    await tx.query(`insert into leads (workspace, created_at) select $1, $2 from generate_series(1, $3::int)`, [
      WORKSPACE,
      at,
      leads,
    ]);
    await tx.query(
      `insert into identities select $1, 'hubspot:contact', row_number() over (), 'lead', id from leads where workspace = $1`,
      [WORKSPACE],
    );
    // One old signal each, and for the active ones four of the last days.
    await tx.query(
      `insert into signals (workspace, lead, subject, type, at, received_at, confidence, source, source_id)
       select $1, id, 'lead', 'blog_engagement', $2::timestamptz - interval '40 days', $2, 1, 'bench', id::text
       from leads where workspace = $1`,
      [WORKSPACE, at],
    );
    await tx.query(
      `insert into signals (workspace, lead, subject, type, at, received_at, confidence, source, source_id)
       select $1, id, 'lead', type, $2::timestamptz - random() * interval '6 days', $2, 1, 'bench', id || type
       from (select id from leads where workspace = $1 order by id limit $3) active
       cross join unnest(array['roi_calculator', 'webinar_attendance', 'email_link_click', 'technical_docs']) as type`,
      [WORKSPACE, at, ACTIVE],
    );
    await tx.query(
      `update leads set wanted_seq = 1 where workspace = $1 and id in (select id from leads where workspace = $1 order by id limit $2)`,
      [WORKSPACE, ACTIVE],
    );
  });
  await db.acrossWorkspaces((tx) => tx.query('analyze'));
}

async function live(db: Db, start: number): Promise<{ looks: number; lookMs: number; sweepMs: number }> {
  const store = openStore(db);
  let now = start;
  let looks = 0;
  const line = pipeline({
    store,
    workspaces: new Map([[WORKSPACE, quietWorkspace(start)]]),
    hint: async () => {},
    now: () => now,
    chance: () => 0.5,
    newId: () => crypto.randomUUID(),
    stopping: () => false,
    tell: () => {},
  });
  await line.run(WORKSPACE, 'score');
  let [lookMs, sweepMs] = [0, 0];
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    // The second day: on the first the CRM still shows what it was told when everything began.
    now = start + 24 * HOUR_MS + Math.round((sweep / SWEEPS) * 24 * HOUR_MS);
    const askedAt = performance.now();
    const due = await store.due(now);
    sweepMs += performance.now() - askedAt;
    if (!due.some(({ kind }) => kind === 'score')) continue;
    const lookedAt = performance.now();
    await line.run(WORKSPACE, 'score');
    lookMs += performance.now() - lookedAt;
  }
  const [row] = await db.inWorkspace(WORKSPACE, (tx) =>
    tx.query<{ looks: number }>('select count(*) as looks from leads where workspace = $1 and looked_at > $2', [
      WORKSPACE,
      new Date(start).toISOString(),
    ]),
  );
  looks = row?.looks ?? 0;
  return { looks, lookMs, sweepMs: sweepMs / SWEEPS };
}

/** Looks need the CRM's name and batch size only; what they want written stays where it is. */
function quietWorkspace(start: number): Workspace {
  const crm = { kind: 'hubspot', batchSize: 100 } as Crm;
  return {
    id: WORKSPACE,
    crm,
    channels: [],
    deciding: decidingBy(modelFromStored),
    watchingSince: start,
    timeZone: 'UTC',
    taskQueues: {},
  };
}
