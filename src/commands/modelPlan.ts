import { parseArgs } from 'node:util';
import { DAY_MS } from '../domain/decay.ts';
import type { Model } from '../domain/model.ts';
import { addLead, newTally, type Plan, planOf } from '../domain/plan/plan.ts';
import { playKept } from '../domain/plan/planLead.ts';
import { planReport } from '../domain/plan/planReport.ts';
import { redecide, type Redecided } from '../domain/plan/redecide.ts';
import { modelFromStored } from '../model/read.ts';
import type { Db } from '../store/db.ts';
import { type KeptLeadRow, watchedSince } from '../store/keptLeads.ts';
import { currentModel, modelsByHash } from '../store/models.ts';
import { workspaceFor } from './databaseFor.ts';
import { eachKeptLead, keptLeadFrom } from './keptLeads.ts';
import type { Env, Io } from './model.ts';
import { mustRead, oneFile, wholeNumber } from './modelDraft.ts';

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
  const plan = await planDraft(db, workspace, current, draft, { days, now: io.now(), progress: progressTo(io) });
  if (values.json) io.out(JSON.stringify(plan, undefined, 2));
  // Only the draft may know the words of a type that it adds, and only the current model those of one that it drops.
  else
    for (const line of [
      ...planReport(plan, { catalogue: { ...current.catalogue, ...draft.catalogue } }),
      '',
      pastInWords(plan.past),
    ])
      io.out(line);
  return 0;
}

/**
 * Plays everything kept of the last days under both models and says what differs. Changes nothing; what comes in meanwhile may
 * be seen or not. `progress` hears after every batch how many leads were read.
 */
export async function planDraft(
  db: Db,
  workspace: string,
  current: Model,
  draft: Model,
  { days, now, progress }: { days: number; now: number; progress: (leads: number) => void },
): Promise<Plan & { past: Past }> {
  const period = { from: now - days * DAY_MS, to: now };
  const since = await db.inWorkspace(workspace, (tx) => watchedSince(tx, workspace));
  const tally = newTally(period);
  const again = await remaking(db, workspace, period.from);
  await eachKeptLead(db, workspace, { models: [current, draft], from: period.from, progress }, (row) => {
    const [lead, other] = [keptLeadFrom(row, current), keptLeadFrom(row, draft)];
    addLead(tally, lead, playKept(lead, current, period, since), playKept(other, draft, period, since));
    again.judge(row);
  });
  return { ...planOf(tally), past: again.past };
}

/** Past decisions of the days, made again from events by the models of their time. */
type Past = { decisions: number; same: number; firstDifference?: Redecided['firstDifference'] };

/** What a plan is worth: whoever replays the past with its own models must find the past. */
async function remaking(
  db: Db,
  workspace: string,
  from: number,
): Promise<{ past: Past; judge(row: KeptLeadRow): void }> {
  const stored = await db.inWorkspace(workspace, (tx) => modelsByHash(tx, workspace));
  const models = new Map([...stored].flatMap(([hash, settings]) => readable(hash, settings)));
  const past: Past = { decisions: 0, same: 0 };
  return {
    past,
    judge({ decisions, signals, contacts, closings }) {
      if (decisions.length === 0) return;
      const people = { contacts: contacts.map((at) => ({ at })), closings };
      const { same, firstDifference } = redecide(
        { rows: decisions, signals, ...people },
        (hash) => models.get(hash),
        from,
      );
      past.decisions += decisions.filter(({ at }) => at >= from).length;
      past.same += same;
      if (firstDifference !== undefined) past.firstDifference ??= firstDifference;
    },
  };
}

/** Settings that this release cannot read are known no more: what they decided is a difference. */
function readable(hash: string, settings: unknown): [string, Model][] {
  try {
    return [[hash, modelFromStored(settings)]];
  } catch {
    return [];
  }
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
