import type { Model } from '../domain/model.ts';
import type { KeptActionCall } from '../store/actionCalls.ts';
import type { Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { type Completed, completedAs, type Outputs, refusedAsHistory } from './actionOutcome.ts';
import type { Parts, Workspace } from './parts.ts';

/** A contact that nobody knows yet is read in seconds, unless the CRM is away. */
const SIGNAL_PATIENCE_MS = 24 * 60 * 60_000;

/** Keeps the signal that a call becomes, once. False when nobody knows the contact yet. */
export async function keepSignal(
  ws: Workspace,
  rows: Rows,
  call: Pick<KeptActionCall, 'id' | 'record' | 'type' | 'at' | 'asset' | 'evidence'>,
  { mapping }: Model,
  now: number,
): Promise<boolean> {
  const { id, record, type, at, asset, evidence } = call;
  const signal = {
    sourceId: `action:${id}`,
    subject: mapping.companyTypes.includes(type) ? ('company' as const) : ('lead' as const),
    type,
    at,
    confidence: 1,
    ...(asset !== undefined && { asset }),
    ...(evidence !== undefined && { evidence }),
  };
  const kept = await rows.keepSignalsOf({ crm: ws.crm.kind, record, signals: [signal] }, now);
  if (kept !== undefined) await rows.markSignalled(id, now);
  return kept !== undefined;
}

/** Asked to route a lead of whom all that is known is from before the workspace began. */
export async function isOfHistory(
  ws: Workspace,
  rows: Rows,
  { kind, record, type }: Pick<KeptActionCall, 'kind' | 'record' | 'type'>,
): Promise<boolean> {
  return kind === 'route' && rows.isHistory(ws.crm.kind, { record, since: ws.watchingSince, asked: type });
}

/** How a call of a workflow stands; `kept`: its signal is new. */
export type Looked =
  | { kind: 'over'; outcome: object; kept: boolean }
  | { kind: 'later'; since: number; kept: boolean }
  | { kind: 'tell'; call: KeptActionCall; outputs: Outputs; because: string };

/** Looks at the call of a step, in the open transaction; what the workflow is to be told is kept before it is. */
export async function look(parts: Parts, ws: Workspace, rows: Rows, step: Step): Promise<Looked> {
  const call = await rows.lockActionCall(step.subject);
  const now = parts.now();
  if (call === undefined || call.completedAt !== undefined)
    return { kind: 'over', outcome: { because: 'nobody waits for it' }, kept: false };
  if (call.outputs !== undefined) return { kind: 'tell', call, outputs: call.outputs, because: 'told again' };
  const completed =
    call.signalledAt === undefined ? await lookFirst(ws, rows, call, now) : await lookAgain(ws, rows, call, now);
  if ('kind' in completed) return completed;
  await rows.saveOutputs(call.id, completed.outputs);
  return { kind: 'tell', call, ...completed };
}

/** Nothing came of the call yet. */
async function lookFirst(ws: Workspace, rows: Rows, call: KeptActionCall, now: number): Promise<Looked | Completed> {
  if (await isOfHistory(ws, rows, call)) return refusedAsHistory();
  const kept = await keepSignal(ws, rows, call, (await ws.deciding(rows)).model, now);
  const later: Looked = { kind: 'later', since: call.at, kept };
  if (call.kind === 'route') return (kept ? undefined : completedAs(call, undefined, now)) ?? later;
  if (kept) return { kind: 'over', outcome: { recorded: true }, kept };
  if (now - call.at <= SIGNAL_PATIENCE_MS) return later;
  return { kind: 'over', outcome: { because: 'the contact could not be read' }, kept };
}

/** Its signal was kept before. */
async function lookAgain(ws: Workspace, rows: Rows, call: KeptActionCall, now: number): Promise<Looked | Completed> {
  if (call.kind === 'signal') return { kind: 'over', outcome: { recorded: true }, kept: false };
  const routed = await rows.routedLead(ws.crm.kind, call.record);
  return completedAs(call, routed, now) ?? { kind: 'later', since: call.at, kept: false };
}
