import { parseArgs } from 'node:util';
import type { Model } from '../domain/model.ts';
import { planReport } from '../domain/plan/planReport.ts';
import { modelFromStored } from '../model/read.ts';
import type { Db } from '../store/db.ts';
import { type Past, type PlanAsked, planDraft as planOfDraft } from '../pipeline/planDraft.ts';
import { readerClock } from '../pipeline/readerClock.ts';
import { currentModel } from '../store/models.ts';
import { openStore } from '../store/store.ts';
import { workspaceFor } from './databaseFor.ts';
import type { Env, Io } from './model.ts';
import { mustRead, oneFile, wholeNumber } from './modelDraft.ts';
import { timeZoneFrom } from './repsKnown.ts';

const quietMs = 1_000;
/** Longer than anything is kept that decides. */
const MOST_DAYS = 3_650;

/** `hot-lead model plan`: what a draft would have changed in the last days. Reads only; says on stderr how far it is. */
export async function planModel(args: string[], io: Io, env: Env): Promise<number> {
  const options = { days: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const file = oneFile(positionals);
  const days = wholeNumber(values.days ?? '30', '--days', MOST_DAYS);
  await using running = new AsyncDisposableStack();
  const { db, workspace } = await workspaceFor(env, running, io.now());
  const stored = await db.inWorkspace(workspace, (tx) => currentModel(tx, workspace));
  const current = modelFromStored(stored?.settings);
  const draft = await mustRead(file, current);
  const clock = readerClock(timeZoneFrom(env));
  const plan = await planDraft(db, workspace, current, draft, { days, now: io.now(), progress: progressTo(io), clock });
  if (values.json) io.out(JSON.stringify(plan, undefined, 2));
  // Only the draft may know the words of a type that it adds, and only the current model those of one that it drops.
  else
    for (const line of [
      ...planReport(plan, { catalogue: { ...current.catalogue, ...draft.catalogue } }, clock),
      '',
      pastInWords(plan.past),
    ])
      io.out(line);
  return 0;
}

/** See `planDraft` of the pipeline. */
export function planDraft(
  db: Db,
  workspace: string,
  current: Model,
  draft: Model,
  asked: Omit<PlanAsked, 'progress'> & { progress: (leads: number) => void },
): ReturnType<typeof planOfDraft> {
  return planOfDraft(openStore(db), workspace, current, draft, asked);
}

function pastInWords({ decisions, same, firstDifference }: Past): string {
  if (firstDifference === undefined)
    return `${decisions} past decisions were made again from their events: all the same.`;
  const { id, path } = firstDifference;
  return `${decisions} past decisions were made again from their events: ${decisions - same} differ, first decision ${id} at ${path}.`;
}

function progressTo(io: Io): (leads: number) => void {
  let saidAt = io.now();
  return (leads) => {
    if (io.now() - saidAt < quietMs) return;
    saidAt = io.now();
    io.err(`plan: ${leads} leads so far`);
  };
}
