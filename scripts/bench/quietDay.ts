import type { Crm } from '../../src/crm/crm.ts';
import { quantile } from '../../src/domain/figures/quantile.ts';
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

const LARGEST = 1_000_000;
/** Of a hundred times as many leads a quiet day may cost this many times as much. */
const BOUND = 3;
const ACTIVE = 1_000;
const HOUR_MS = 3_600_000;
/** A sweep asks every second what is due; one in sixty is measured. */
const SWEEPS = 24 * 60;
const WORKSPACE = 'quiet';

/** `sweepMs` is the median. */
type QuietDay = { looks: number; lookMs: number; sweepMs: number };

/**
 * A day on which nobody does anything: of `largest` known leads, of a tenth and of a hundredth of them, a thousand have a score that
 * fades. Prints the looks taken, what they cost, and what it costs to ask what is due; sets the exit code when either grows with
 * the leads that are known.
 */
export async function benchQuietDay(ground: Ground, largest = LARGEST): Promise<void> {
  const days: QuietDay[] = [];
  // Of fewer there would not be as many that fade.
  const most = Math.max(largest, 100 * ACTIVE);
  for (const leads of [most / 100, most / 10, most]) {
    const day = await quietDay(await ground.newDatabase(), leads);
    console.log(
      `quiet day: ${leads.toLocaleString('en')} leads of which ${ACTIVE.toLocaleString('en')} fade: ${day.looks} looked at in ` +
        `${Math.round(day.lookMs)} ms; asking what is due ${day.sweepMs.toFixed(2)} ms a second (${ground.conditions})`,
    );
    days.push(day);
  }
  judge(days);
}

function judge(days: QuietDay[]): void {
  const [least, most] = [days[0], days.at(-1)];
  if (least === undefined || most === undefined) return;
  const [looks, sweeps] = [most.lookMs / least.lookMs, most.sweepMs / least.sweepMs];
  console.log(
    `quiet day: of a hundred times as many leads looking takes ${looks.toFixed(1)} times as long and asking what is due ` +
      `${sweeps.toFixed(1)} times, less than ${BOUND} wanted`,
  );
  if (looks < BOUND && sweeps < BOUND) return;
  console.error(`bench: a quiet day of a hundred times as many leads should cost less than ${BOUND} times as much`);
  process.exitCode = 1;
}

async function quietDay(url: string, leads: number): Promise<QuietDay> {
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

async function live(db: Db, start: number): Promise<QuietDay> {
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
  let lookMs = 0;
  const sweeps: number[] = [];
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    // The second day: on the first the CRM still shows what it was told when everything began.
    now = start + 24 * HOUR_MS + Math.round((sweep / SWEEPS) * 24 * HOUR_MS);
    const askedAt = performance.now();
    const due = await store.due(now);
    sweeps.push(performance.now() - askedAt);
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
  return {
    looks,
    lookMs,
    sweepMs: quantile(
      sweeps.toSorted((a, b) => a - b),
      0.5,
    ),
  };
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
