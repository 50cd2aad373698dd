import { parseArgs } from 'node:util';
import { historyMs } from '../domain/look.ts';
import type { Model } from '../domain/model.ts';
import { redecide } from '../domain/plan/redecide.ts';
import { modelFromStored } from '../model/read.ts';
import type { Db } from '../store/db.ts';
import { type ChainFault, chainFaults, homelessDecision } from '../store/decisions.ts';
import { FIRST_LEAD, keptLeads, type KeptLeadRow } from '../store/keptLeads.ts';
import { modelsByHash } from '../store/models.ts';
import { system } from '../main.ts';
import { workspaceFor } from './databaseFor.ts';
import { helpAsked } from './helpAsked.ts';
import type { Env, Io } from './model.ts';
import { instantFrom } from './scoreInput.ts';
import { type Differing, type Verified, verifiedInWords } from './verifyWords.ts';

const USAGE = 'usage: hot-lead verify [--json] [--since 2026-01-31T09:00:00Z]';
const AT_ONCE = 500;
const quietMs = 1_000;

/**
 * `hot-lead verify`: is the decision log what was written, and does everything come out again from its events? Reads only, and
 * says on stderr how far it is. Chains are followed from their beginning whatever `--since` says. Exit code 1 when something
 * is not as it was; a sentence that is worded otherwise by now is no fault.
 */
export async function verifyCommand(args: string[], io: Io, env: Env = system.env): Promise<number> {
  if (helpAsked(args, USAGE, io)) return 0;
  try {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, since: { type: 'string' } } });
    const from = values.since === undefined ? undefined : instantFrom(values.since, '--since');
    await using running = new AsyncDisposableStack();
    const { db, workspace } = await workspaceFor(env, running, io.now());
    const verified = await verifyLog(db, workspace, { from, progress: progressTo(io) });
    if (values.json) io.out(JSON.stringify(verified, undefined, 2));
    else for (const line of verifiedInWords(verified)) io.out(line);
    return verified.firstFault === undefined && verified.firstDifference === undefined ? 0 : 1;
  } catch (error) {
    for (const line of (error as Error).message.split('\n')) io.err(`verify: ${line}`);
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) io.err(USAGE);
    return 1;
  }
}

/**
 * Follows the chain of every lead, and decides every decision from `from` on (epoch ms; absent: all) again. Each lead is read at
 * one instant, so it may run beside the product. `progress` hears after every batch how many leads and decisions were read.
 */
async function verifyLog(
  db: Db,
  workspace: string,
  { from, progress }: { from: number | undefined; progress: (leads: number, decisions: number) => void },
): Promise<Verified> {
  const { models, homeless } = await db.inWorkspace(workspace, async (tx) => ({
    models: knownModels(await modelsByHash(tx, workspace)),
    homeless: await homelessDecision(tx, workspace),
  }));
  const verified: Verified = { leads: 0, decisions: 0, byKind: {}, brokenChains: 0, judged: 0, same: 0, reworded: 0 };
  if (homeless !== undefined) noteFaults(verified, [homeless]);
  const since = from === undefined ? 0 : from - Math.max(0, ...models.values().map(historyMs));
  for (let after: string | undefined = FIRST_LEAD; after !== undefined;) {
    const batch: Batch = await batchAfter(db, workspace, after, since);
    noteFaults(verified, batch.faults);
    for (const lead of batch.leads) judge(verified, lead, (hash) => models.get(hash), from);
    after = batch.leads.at(-1)?.id;
    progress(verified.leads, verified.decisions);
  }
  return verified;
}

type Batch = { leads: KeptLeadRow[]; faults: ChainFault[] };

/** One snapshot: what is decided meanwhile is seen with all it was made of, or not at all. */
async function batchAfter(db: Db, workspace: string, after: string, since: number): Promise<Batch> {
  return db.inWorkspace(workspace, async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const leads = await keptLeads(tx, workspace, { after, since, limit: AT_ONCE });
    const last = leads.at(-1)?.id;
    return { leads, faults: last === undefined ? [] : await chainFaults(tx, workspace, { after, last }) };
  });
}

function noteFaults(verified: Verified, faults: readonly ChainFault[]): void {
  verified.brokenChains += faults.length;
  for (const fault of faults)
    if (Number(fault.id ?? Infinity) < (verified.firstFault?.id ?? Infinity) || verified.firstFault === undefined)
      verified.firstFault = fault;
}

function judge(verified: Verified, lead: KeptLeadRow, modelOf: ModelOf, from = -Infinity): void {
  const { decisions } = lead;
  verified.leads += 1;
  verified.decisions += decisions.length;
  for (const { kind } of decisions) verified.byKind[kind] = (verified.byKind[kind] ?? 0) + 1;
  const judged = decisions.filter(({ at }) => at >= from).length;
  if (judged === 0) return;
  const { same, reworded, difference } = decidedAgain(lead, modelOf, from);
  verified.judged += judged;
  verified.same += same;
  verified.reworded += reworded;
  if (difference !== undefined && difference.id < (verified.firstDifference?.id ?? Infinity))
    verified.firstDifference = difference;
}

type ModelOf = (hash: string) => Model | undefined;

/** A row that somebody tore apart may not be understood at all: that is a difference too, of the lead's first. */
function decidedAgain(
  { id: lead, record, decisions, signals, contacts, closings }: KeptLeadRow,
  modelOf: ModelOf,
  from: number,
): { same: number; reworded: number; difference?: Differing } {
  const people = { contacts: contacts.map((at) => ({ at })), closings };
  const whose = { lead, ...(record !== undefined && { record }) };
  try {
    const {
      same,
      reworded = 0,
      firstDifference: found,
    } = redecide({ rows: decisions, signals, ...people }, modelOf, from);
    const row = decisions.find(({ id }) => id === found?.id);
    if (found === undefined || row === undefined) return { same, reworded };
    return { same, reworded, difference: { ...whose, ...found, id: Number(row.id), kind: row.kind, at: row.at } };
  } catch (error) {
    const { id, kind, at } = decisions.find((row) => row.at >= from) ?? { id: 0, kind: '', at: 0 };
    const said = (error as Error).message;
    return {
      same: 0,
      reworded: 0,
      difference: { ...whose, id: Number(id), kind, at, path: '', was: undefined, is: said },
    };
  }
}

/** Settings that this release cannot read are known no more: what they decided is a difference. */
function knownModels(stored: Map<string, unknown>): Map<string, Model> {
  return new Map(
    [...stored].flatMap(([hash, settings]): [string, Model][] => {
      try {
        return [[hash, modelFromStored(settings)]];
      } catch {
        return [];
      }
    }),
  );
}

function progressTo(io: Io): (leads: number, decisions: number) => void {
  let saidAt = io.now();
  return (leads, decisions) => {
    if (io.now() - saidAt < quietMs) return;
    saidAt = io.now();
    io.err(`verify: ${decisions} decisions of ${leads} leads so far`);
  };
}
