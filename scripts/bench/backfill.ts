import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { defaultModel } from '../../src/domain/model.ts';
import { modelHash } from '../../src/model/hash.ts';
import { importStep } from '../../src/pipeline/imports.ts';
import { timersOf } from '../../src/pipeline/parts.ts';
import { type Db, openDb } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { publishFirst } from '../../src/store/models.ts';
import { openStore } from '../../src/store/store.ts';
import { ensureWorkspace } from '../../src/store/workspaces.ts';
import type { Seen, Where } from './backfill/account.ts';
import { ACTIVITIES, SIGNALS } from './backfill/lead.ts';
import type { ProductOptions } from './backfill/product.ts';
import type { Ground } from './ground.ts';
import { halfDone, type Kept, keptIn } from './imported.ts';

const CONTACTS = 100_000;
const WORKSPACE = 'backfill';
const START = Date.UTC(2026, 10, 20, 9);
/** What HubSpot allows a private app in ten seconds on a Professional plan, and the sandbox enforces. */
const CALLS_PER_10_SECONDS = 190;
/** A claim of a process that was killed lapses. */
const LAPSE_MS = 120_000;
const [PAGE, BATCH] = [50, 100];
const MOST = { calls: 1.1, rssMb: 400 };
const LIST = 'GET /crm/objects/2026-03/contacts';
const COUNT = 'POST /crm/objects/2026-03/contacts/search';
const UPDATE = 'POST /crm/objects/2026-03/contacts/batch/update';

/**
 * The first import of an account of 100,000 contacts with a million activities, under HubSpot's limits and a held clock, killed
 * in the middle and begun again: what it cost, and that the end is the same. Throws where it is not, or costs too much.
 */
export async function benchBackfill(ground: Ground, contacts = CONTACTS): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const account = await startChild<Where>(stack, './backfill/account.ts', { contacts, startAt: START });
  const { db, product } = await prepared(stack, await ground.newDatabase(), account.first);
  const begun = performance.now();
  const killed = await runUntil(stack, product, () => halfDone(db, WORKSPACE, contacts));
  const before = await ask<Seen>(account.child);
  const resumed = await runUntil(stack, { ...product, startAt: before.now + LAPSE_MS });
  const seconds = (performance.now() - begun) / 1_000;
  const seen = await ask<Seen>(account.child);
  const kept = await keptIn(db, WORKSPACE);
  report({ contacts, seconds, seen, kept, rssMb: Math.max(killed.rssMb, resumed.rssMb), ground });
}

type Child<First> = { child: ChildProcess; first: First };

async function startChild<First>(stack: AsyncDisposableStack, file: string, options: object): Promise<Child<First>> {
  const child = fork(new URL(file, import.meta.url), [JSON.stringify(options)]);
  stack.defer(() => void child.kill('SIGKILL'));
  const [first] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`backfill: ${file} ended`))),
  ])) as [First];
  return { child, first };
}

async function ask<Answer>(child: ChildProcess): Promise<Answer> {
  const answer = once(child, 'message');
  child.send('seen');
  return (await answer)[0] as Answer;
}

async function prepared(
  stack: AsyncDisposableStack,
  databaseUrl: string,
  { url, portalId, clock }: Where,
): Promise<{ db: Db; product: ProductOptions }> {
  const { role } = await migrate(databaseUrl, START);
  const own = role === undefined ? {} : { role };
  const db = openDb(databaseUrl, { max: 2, ...own });
  stack.defer(() => db.close());
  await db.inWorkspace(WORKSPACE, async (tx) => {
    await ensureWorkspace(tx, { id: WORKSPACE, name: 'Backfill', demo: false, connections: [] }, START);
    await publishFirst(tx, WORKSPACE, { hash: modelHash(defaultModel), settings: defaultModel }, START);
  });
  const prepare = timersOf('hubspot', START).filter(({ kind }) => kind === 'prepare');
  await openStore(db).together(WORKSPACE, (rows) =>
    rows.addSteps([...prepare, importStep({ kind: 'hubspot' }, START)], START),
  );
  const hubspot = { url, portalId, clock };
  const at = { startAt: START, watchingSince: START, callsPer10Seconds: CALLS_PER_10_SECONDS };
  return { db, product: { databaseUrl, ...own, workspace: WORKSPACE, hubspot, ...at } };
}

/** Runs the product to its end, or until it is to be killed; answers the most memory it ever had. */
async function runUntil(
  stack: AsyncDisposableStack,
  options: ProductOptions,
  killWhen?: () => Promise<boolean>,
): Promise<{ rssMb: number }> {
  const child = fork(new URL('./backfill/product.ts', import.meta.url), [JSON.stringify(options)], {
    // As `npm start` has it.
    execArgv: ['--max-semi-space-size=8'],
  });
  stack.defer(() => void child.kill('SIGKILL'));
  const gone = once(child, 'exit');
  let rssMb = 0;
  child.on('message', (said: { failed?: string }) => {
    if (said.failed !== undefined) console.error(`backfill: ${said.failed}`);
  });
  while (child.exitCode === null && child.signalCode === null) {
    rssMb = Math.max(rssMb, await peakOf(child.pid));
    if (await killWhen?.()) child.kill('SIGKILL');
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 200))]);
  }
  if (killWhen === undefined && child.exitCode !== 0) throw new Error('backfill: the product did not come to its end');
  return { rssMb };
}

/** The most memory a process had so far, in MB; 0 once it is gone. */
async function peakOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024;
}

type Measured = { contacts: number; seconds: number; seen: Seen; kept: Kept; rssMb: number; ground: Ground };

function report({ contacts, seconds, seen, kept, rssMb, ground }: Measured): void {
  const [lists = 0, counts = 0, updates = 0] = [LIST, COUNT, UPDATE].map((call) => seen.calls[call]);
  const made = lists + counts + updates;
  const least = Math.ceil(contacts / PAGE) + 1 + Math.ceil(seen.scored / BATCH);
  const count = (number: number) => number.toLocaleString('en');
  console.log(
    `backfill: ${count(contacts)} contacts with ${count(contacts * ACTIVITIES)} activities, killed in the middle: ` +
      `${count(made)} calls of ${count(least)} at least (${(made / least).toFixed(3)}: ${lists} pages, ${counts} count, ` +
      `${updates} score writes), ${seen.tooMany} answers 429, ${Math.round(rssMb)} MB at most, ` +
      `${Math.round(contacts / seconds)} contacts/s scored and written back (${Math.round(seconds)} s; ` +
      `${Math.round((seen.now - START - LAPSE_MS) / 1_000)} s by HubSpot's limits; ${ground.conditions})`,
  );
  const wanted = { leads: contacts, signals: contacts * SIGNALS, episodes: 0, unwritten: 0, done: contacts };
  for (const [what, number] of Object.entries(wanted)) same(what, kept[what as keyof Kept], number);
  same('answers 429', seen.tooMany, 0);
  if (made / least > MOST.calls) throw new Error(`backfill: ${made} calls are more than ${MOST.calls} of ${least}`);
  if (rssMb >= MOST.rssMb) throw new Error(`backfill: ${Math.round(rssMb)} MB are not under ${MOST.rssMb}`);
}

function same(what: string, found: number, wanted: number): void {
  if (found !== wanted) throw new Error(`backfill: ${found} ${what}, not ${wanted}`);
}
