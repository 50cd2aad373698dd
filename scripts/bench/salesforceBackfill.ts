import { importStep } from '../../src/pipeline/imports.ts';
import { timersOf } from '../../src/pipeline/parts.ts';
import type { Db } from '../../src/store/db.ts';
import { openStore } from '../../src/store/store.ts';
import type { Ground } from './ground.ts';
import { halfDone, type Kept, keptIn } from './imported.ts';
import { begunWorkspace } from './salesforce/begin.ts';
import type { Seen, Where } from './salesforce/org.ts';
import { ACTIVITIES, SIGNALS } from './salesforce/people.ts';
import { ask, runProcess, startProcess } from './salesforce/processes.ts';
import type { ProductOptions } from './salesforce/product.ts';

const PEOPLE = 100_000;
const WORKSPACE = 'org-backfill';
const START = Date.UTC(2026, 10, 20, 9);
/** A claim of a process that was killed lapses. */
const LAPSE_MS = 120_000;
/** Of the calls that an Enterprise org has in a day: the first import is to be none of its troubles. */
const MOST = { calls: 1_000, rssMb: 600 };

/**
 * The first import of an org of 100,000 Leads and Contacts with a million activities by Bulk 2.0, under a held clock, killed in the
 * middle and begun again: what it cost, and that the end is the same. Throws where it is not, or costs too much.
 */
export async function benchOrgBackfill(ground: Ground, people = PEOPLE): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const large = ['--max-old-space-size=8192'];
  const org = await startProcess<Where>(stack, './org.ts', { people, startAt: START }, large);
  const { db, product } = await prepared(stack, await ground.newDatabase(), org.first);
  const begun = performance.now();
  const killed = await runProcess(stack, './product.ts', product, () => halfDone(db, WORKSPACE, people));
  const before = await ask<Seen>(org.child);
  const startAt = before.now + LAPSE_MS;
  const resumed = await runProcess(stack, './product.ts', { ...product, startAt });
  const seconds = (performance.now() - begun) / 1_000;
  const seen = await ask<Seen>(org.child);
  report({ people, seconds, seen, kept: await keptIn(db, WORKSPACE), rssMb: Math.max(killed, resumed), ground });
}

async function prepared(
  stack: AsyncDisposableStack,
  databaseUrl: string,
  org: Where,
): Promise<{ db: Db; product: ProductOptions }> {
  const { db, own } = await begunWorkspace(stack, databaseUrl, WORKSPACE, START);
  const prepare = timersOf('salesforce', START).filter(({ kind }) => kind === 'prepare');
  await openStore(db).together(WORKSPACE, (rows) =>
    rows.addSteps([...prepare, importStep({ kind: 'salesforce' }, START)], START),
  );
  return { db, product: { databaseUrl, ...own, workspace: WORKSPACE, org, startAt: START, watchingSince: START } };
}

type Measured = { people: number; seconds: number; seen: Seen; kept: Kept; rssMb: number; ground: Ground };

function report({ people, seconds, seen, kept, rssMb, ground }: Measured): void {
  const count = (number: number) => number.toLocaleString('en');
  const of = (part: string) =>
    Object.entries(seen.operations).reduce((sum, [name, calls]) => (name.includes(part) ? sum + calls : sum), 0);
  const [listed, written] = [of('/jobs/query'), of('/jobs/ingest')];
  console.log(
    `org backfill: ${count(people)} leads and contacts with ${count(people * ACTIVITIES)} activities, killed in the middle: ` +
      `${count(seen.calls)} API calls (${listed} of bulk queries, ${written} of bulk writes, ${seen.calls - listed - written} others), ` +
      `${seen.limited} refused for the limit, ${count(seen.scored)} scores written, ${Math.round(rssMb)} MB at most, ` +
      `${Math.round(people / seconds)} leads/s (${Math.round(seconds)} s; ${ground.conditions})`,
  );
  const wanted = { leads: people, signals: people * SIGNALS, episodes: 0, unwritten: 0, done: people };
  for (const [what, number] of Object.entries(wanted)) same(what, kept[what as keyof Kept], number);
  same('calls refused', seen.limited, 0);
  same('scores', seen.scored, people);
  if (seen.calls > MOST.calls) throw new Error(`org backfill: ${seen.calls} calls are more than ${MOST.calls}`);
  if (rssMb >= MOST.rssMb) throw new Error(`org backfill: ${Math.round(rssMb)} MB are not under ${MOST.rssMb}`);
}

function same(what: string, found: number, wanted: number): void {
  if (found !== wanted) throw new Error(`org backfill: ${found} ${what}, not ${wanted}`);
}
