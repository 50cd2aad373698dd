import { randomUUID } from 'node:crypto';
import { hubspotCrm } from '../../../src/crm/hubspot/hubspot.ts';
import { hubspotTurns } from '../../../src/hubspotTurns.ts';
import { modelFromStored } from '../../../src/model/read.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { decidingBy } from '../../../src/pipeline/deciding.ts';
import { type JobKind, type Parts, preparedCursor, type Workspace } from '../../../src/pipeline/parts.ts';
import { openDb } from '../../../src/store/db.ts';
import { openStore } from '../../../src/store/store.ts';
import { heldClock } from '../../../src/testing/clock.ts';

/** A product that imports; it is a process of its own, so that it can be measured, and killed. */
export type ProductOptions = {
  databaseUrl: string;
  role?: string;
  workspace: string;
  hubspot: { url: string; portalId: number; clock: string };
  startAt: number;
  watchingSince: number;
  callsPer10Seconds: number;
};

/** What an import is made of: the poller, alerts and the rest of the day are not measured here. */
const KINDS: JobKind[] = ['prepare', 'score', 'account', 'write', 'import'];
const IDLE_MS = 250;

const options = JSON.parse(process.argv[2] ?? '{}') as ProductOptions;
const { workspace } = options;
const clock = heldClock(options.startAt);
const now = () => clock.now();
/** Nobody waits in real time: the clocks of both processes are set to when the wait is over. */
const sleep = async (ms: number) => {
  clock.advance(ms);
  await fetch(`${options.hubspot.clock}?now=${clock.now()}`);
};

const db = openDb(options.databaseUrl, { max: 6, ...(options.role !== undefined && { role: options.role }) });
const store = openStore(db);
const crm = hubspotCrm({
  token: () => 'sandbox-token',
  portalId: String(options.hubspot.portalId),
  baseUrl: options.hubspot.url,
  takeTurn: hubspotTurns(db, workspace, { callsPer10Seconds: options.callsPer10Seconds, now, sleep }),
  now,
});
const ws: Workspace = {
  id: workspace,
  // Alone: what the whole account's streams tell of is another measurement.
  crm: { ...crm, sources: [] },
  channels: [],
  deciding: decidingBy(modelFromStored),
  watchingSince: options.watchingSince,
  timeZone: 'UTC',
  taskQueues: {},
};
const tell: Parts['tell'] = (step, text) => {
  if (step === 'failed') process.send?.({ failed: text });
};
const line = pipeline({
  store,
  workspaces: new Map([[workspace, ws]]),
  hint: async () => {},
  now,
  chance: () => 0.5,
  newId: () => randomUUID(),
  stopping: () => false,
  tell,
});

/** Does what is due until nothing is left. The import runs beside the scoring, as it does in the product. */
async function work(): Promise<void> {
  for (;;) {
    const due = new Set((await store.due(now())).map(({ kind }) => kind));
    await Promise.all(KINDS.filter((kind) => due.has(kind)).map((kind) => line.run(workspace, kind)));
    if (KINDS.some((kind) => due.has(kind))) continue;
    if (await isOver()) return;
    await sleep(IDLE_MS);
  }
}

async function isOver(): Promise<boolean> {
  return store.together(workspace, async (rows) => {
    const state = (await rows.importOf(crm.kind))?.state;
    const prepared = await rows.readCursor(preparedCursor(crm.kind));
    return state === 'done' && prepared !== undefined && (await rows.looksWaiting(1)) === 0;
  });
}

process.once('disconnect', () => process.exit());
await work();
process.send?.({ done: clock.now() });
await db.close();
process.disconnect?.();
