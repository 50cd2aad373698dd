import { randomUUID } from 'node:crypto';
import type { Crm } from '../../src/crm/crm.ts';
import { defaultModel } from '../../src/domain/model.ts';
import { modelHash } from '../../src/model/hash.ts';
import { modelFromStored } from '../../src/model/read.ts';
import { answersOf } from '../../src/pipeline/answers.ts';
import { decide } from '../../src/pipeline/decide.ts';
import { decidingBy } from '../../src/pipeline/deciding.ts';
import { embeddedOf } from '../../src/pipeline/embedded/embedded.ts';
import type { Parts, Workspace } from '../../src/pipeline/parts.ts';
import { type Db, openDb, type Tx } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { publishModel } from '../../src/store/models.ts';
import { openStore } from '../../src/store/store.ts';
import { ensureWorkspace } from '../../src/store/workspaces.ts';
import type { Ground } from './ground.ts';

const WORKSPACE = 'card';
const END = Date.UTC(2026, 0, 31, 15);
const DAY_MS = 86_400_000;
const OTHERS = 100_000;
const SIGNALS = 500;
const LEADS = 20;
const LOOKS = 200;

/** Prints how long the card of a lead with 500 signals takes, among 100,000 others. */
export async function benchCard(ground: Ground): Promise<void> {
  const url = await ground.newDatabase();
  const { role } = await migrate(url, END);
  const db = openDb(url, { max: 4, ...(role !== undefined && { role }) });
  try {
    await db.inWorkspace(WORKSPACE, populate);
    const parts = partsOn(db);
    await signalled(parts);
    await db.acrossWorkspaces((tx) => tx.query('analyze'));
    const { ms, bytes, cpuMs } = await timed(parts);
    const [half, most] = [ms[Math.floor(LOOKS / 2)] ?? 0, ms[Math.floor(LOOKS * 0.99)] ?? 0];
    console.log(
      `card: of a lead with ${SIGNALS} signals among ${OTHERS.toLocaleString('en')} others: p50 ${half.toFixed(0)} ms, ` +
        `p99 ${most.toFixed(0)} ms, ${cpuMs.toFixed(0)} ms of a processor, ${(bytes / 1_000).toFixed(0)} kB (${ground.conditions})`,
    );
    if (half < 100) return;
    console.error('bench: a card should take less than 100 ms (p50)');
    process.exitCode = 1;
  } finally {
    await db.close();
  }
}

async function timed(parts: Parts): Promise<{ ms: number[]; bytes: number; cpuMs: number }> {
  const embedded = embeddedOf(parts, answersOf(parts), async () => false);
  const ms: number[] = [];
  let bytes = 0;
  const before = process.cpuUsage();
  for (let look = 0; look < LOOKS; look += 1) {
    const start = performance.now();
    const card = await embedded.card({ workspace: WORKSPACE, userId: '1' }, `busy-${look % LEADS}`);
    bytes = JSON.stringify(card).length;
    ms.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return { ms: ms.toSorted((a, b) => a - b), bytes, cpuMs: (user + system) / 1_000 / LOOKS };
}

function partsOn(db: Db): Parts {
  const ws = {
    id: WORKSPACE,
    crm: { kind: 'hubspot', recordUrl: (id: string) => id } as unknown as Crm,
    channels: [],
    deciding: decidingBy(modelFromStored),
    watchingSince: 0,
    timeZone: 'America/New_York',
    taskQueues: {},
  } as unknown as Workspace;
  return {
    store: openStore(db),
    workspaces: new Map([[WORKSPACE, ws]]),
    hint: async () => {},
    now: () => END,
    chance: () => 0.5,
    newId: () => randomUUID(),
    stopping: () => false,
    tell: () => {},
  };
}

/** Every type in turn over sixty days, and looked at, so that there are episodes and decisions to tell of. */
async function signalled(parts: Parts): Promise<void> {
  const types = Object.keys(defaultModel.catalogue).filter((type) => defaultModel.catalogue[type]?.state === undefined);
  const ws = parts.workspaces.get(WORKSPACE) as Workspace;
  await parts.store.together(WORKSPACE, async (rows) => {
    const people = Array.from({ length: LEADS }, (_, lead) => ({
      record: `busy-${lead}`,
      firstName: `Busy ${lead}`,
      signals: Array.from({ length: SIGNALS }, (__, index) => ({
        sourceId: `s-${index}`,
        subject: 'lead' as const,
        type: types[(index * 7) % types.length] ?? 'page_view',
        at: END - (index + 1) * ((60 * DAY_MS) / SIGNALS),
        confidence: 1,
        asset: `asset ${index % 40}`,
      })),
    }));
    await rows.keepLeads('hubspot', people, END - 1_000);
    const leads = await rows.lockDueLeads({ crm: 'hubspot', now: END, since: 0, limit: LEADS });
    await decide(parts, ws, rows, { leads, deciding: await ws.deciding(rows), now: END });
  });
}

async function populate(tx: Tx): Promise<void> {
  const connections = [{ id: 'hubspot', kind: 'hubspot', account: '1' }];
  await ensureWorkspace(tx, { id: WORKSPACE, name: 'Card', demo: false, connections }, END - 90 * DAY_MS);
  await publishModel(tx, WORKSPACE, { hash: modelHash(defaultModel), settings: defaultModel }, END - 90 * DAY_MS);
  await tx.query(
    `with made as (insert into leads (workspace, first_name, created_at)
       select $1, 'Lead ' || i, $2 from generate_series(1, $3::int) i returning id)
     insert into identities (workspace, kind, value, subject, id)
     select $1, 'hubspot:contact', row_number() over ()::text, 'lead', id from made`,
    [WORKSPACE, new Date(END - 90 * DAY_MS), OTHERS],
  );
}
