import { type JobKind, preparedCursor } from '../../../src/pipeline/parts.ts';
import { listingOf } from '../../../src/pipeline/importPage.ts';
import { salesforceTurns } from '../../../src/salesforceTurns.ts';
import { openDb } from '../../../src/store/db.ts';
import { heldClock } from '../../../src/testing/clock.ts';
import { orgLine } from './line.ts';
import type { Where } from './org.ts';

/** A product that imports an org; it is a process of its own, so that it can be measured, and killed. */
export type ProductOptions = {
  databaseUrl: string;
  role?: string;
  workspace: string;
  org: Where;
  startAt: number;
  watchingSince: number;
};

/** What an import is made of: the poller, alerts and the rest of the day are not measured here. */
const KINDS: JobKind[] = ['prepare', 'score', 'account', 'write', 'import'];
const IDLE_MS = 1_000;

const options = JSON.parse(process.argv[2] ?? '{}') as ProductOptions;
const { workspace, org } = options;
const clock = heldClock(options.startAt);
const now = () => clock.now();
/** Nobody waits in real time: the clocks of both processes are set to when the wait is over. */
const sleep = async (ms: number) => {
  clock.advance(ms);
  await fetch(`${org.clock}?now=${clock.now()}`);
};

const db = openDb(options.databaseUrl, { max: 6, ...(options.role !== undefined && { role: options.role }) });
const { line, store, crm } = orgLine({
  db,
  workspace,
  instanceUrl: org.url,
  session: async () => ({ accessToken: org.token, instanceUrl: org.url }),
  takeTurn: salesforceTurns(db, workspace, { now, sleep }),
  now,
  watchingSince: options.watchingSince,
  tell: (step, text) => void (step === 'failed' && process.send?.({ failed: text })),
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
    const state = (await rows.importOf(listingOf(crm)))?.state;
    const prepared = await rows.readCursor(preparedCursor(crm.kind));
    return state === 'done' && prepared !== undefined && (await rows.looksWaiting(1)) === 0 && !(await isUnwritten());
  });
}

/** Scores wait for others to go together with. */
async function isUnwritten(): Promise<boolean> {
  const [row] = await db.inWorkspace(workspace, (tx) =>
    tx.query<{ waits: boolean }>(
      `select exists (select from crm_writes where failed_at is null and (wanted <> '{}' or sending <> '{}')) as waits`,
    ),
  );
  return row?.waits === true;
}

process.once('disconnect', () => process.exit());
await work();
process.send?.({ done: clock.now() });
await db.close();
process.disconnect?.();
