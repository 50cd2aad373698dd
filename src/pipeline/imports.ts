import type { Crm } from '../crm/crm.ts';
import type { Import } from '../store/imports.ts';
import type { NewStep, Step } from '../store/steps.ts';
import { type ImportPage, keepPage, listingOf } from './importPage.ts';
import { importBar, type ImportProgress, percentOf, progressOf } from './importWords.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { again, done } from './settling.ts';

/** Pages of one claim: then others have their turn, and the claim is renewed. */
const PAGES = 20;
/** A claim is another's after 90 s: by then this one has stopped. */
const LONGEST_MS = 45_000;
/** While so many leads wait to be scored, no more are brought: whoever is hot now must not stand behind them. */
const MOST_WAITING = 200;
const PAUSE_MS = 250;

/** The step of a CRM's first import; it is done once, ever. */
export function importStep(crm: Pick<Crm, 'kind' | 'listing'>, dueAt: number): NewStep {
  const key = `import:${listingOf(crm)}`;
  return { kind: 'import', key, subject: key, dueAt };
}

/** How far the first import of a workspace is; undefined before it began. */
async function importOf(
  { store, now }: Pick<Parts, 'store' | 'now'>,
  ws: Workspace,
): Promise<ImportProgress | undefined> {
  const kept = await store.together(ws.id, (rows) => rows.importOf(listingOf(ws.crm)));
  return kept && progressOf(kept, now());
}

/**
 * The next pages of the first import. Each page, where the next begins, and the count are kept together; while it is kept the next one is
 * read. Killed at any instant, it goes on from the last page kept. It comes back after a pause while scoring is behind.
 */
export async function importPages(parts: Parts, ws: Workspace, step: Step): Promise<void> {
  const { store, now } = parts;
  const kept = await begun(parts, ws);
  if (kept.state === 'done') return settle(parts, ws, step, undefined);
  const until = now() + LONGEST_MS;
  let from = kept.cursor;
  let coming: Promise<ImportPage> | undefined = ws.crm.listLeads(from);
  for (let pages = 1; coming !== undefined; pages++) {
    const page: ImportPage = await coming;
    const waiting = await store.together(ws.id, (rows) => rows.looksWaiting(MOST_WAITING));
    const goesOn = pages < PAGES && now() < until && waiting < MOST_WAITING && !parts.stopping();
    coming = goesOn && page.cursor !== undefined ? ahead(ws.crm.listLeads(page.cursor)) : undefined;
    if (!(await keepPage(parts, ws, from, page))) return settle(parts, ws, step, now() + PAUSE_MS);
    if (page.cursor === undefined) return finish(parts, ws, step, kept);
    from = page.cursor;
  }
  await tellProgress(parts, ws, kept);
  const waiting = await store.together(ws.id, (rows) => rows.looksWaiting(MOST_WAITING));
  await settle(parts, ws, step, now() + (waiting < MOST_WAITING ? 0 : PAUSE_MS));
}

/** Nobody waits for it yet when it fails: whoever does hears of it then. */
function ahead<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

async function begun({ store, now }: Parts, ws: Workspace): Promise<Import> {
  const known = await store.together(ws.id, (rows) => rows.importOf(listingOf(ws.crm)));
  if (known !== undefined) return known;
  const total = await ws.crm.countLeads();
  return store.together(ws.id, async (rows) => {
    await rows.beginImport(listingOf(ws.crm), total, now());
    const kept = await rows.importOf(listingOf(ws.crm));
    if (kept === undefined) throw new Error('import: its row is not there');
    return kept;
  });
}

async function finish(parts: Parts, ws: Workspace, step: Step, before: Import): Promise<void> {
  await tellProgress(parts, ws, before);
  await settle(parts, ws, step, undefined);
}

/** A line at every percent: a large account takes many short turns. */
async function tellProgress(parts: Parts, ws: Workspace, before: Import): Promise<void> {
  const progress = await importOf(parts, ws);
  if (progress === undefined) return;
  const isSame = before.done > 0 && percentOf(progress) === percentOf(progressOf(before, parts.now()));
  if (!isSame) parts.tell('import', importBar(progress), { workspace: ws.id });
}

/** Goes on at `at`; without one it is done. */
async function settle(parts: Parts, ws: Workspace, step: Step, at: number | undefined): Promise<void> {
  const settlement = at === undefined ? done(step, {}) : again(step, at);
  await parts.store.together(ws.id, (rows) => rows.settleSteps([settlement], parts.now()));
  if (at !== undefined && at <= parts.now()) await wake(parts, ws.id, 'import', [`${step.id}-${at}`]);
}
