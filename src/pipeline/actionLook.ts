import type { Model } from '../domain/model.ts';
import type { KeptActionCall } from '../store/actionCalls.ts';
import type { Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { completedAs, type Outputs, refusedAsHistory } from './actionOutcome.ts';
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
  const model = (await ws.deciding(rows)).model;
  if (call.signalledAt === undefined && (await isOfHistory(ws, rows, call))) {
    const { outputs, because } = refusedAsHistory();
    await rows.saveOutputs(call.id, outputs);
    return { kind: 'tell', call, outputs, because };
  }
  const isKept = call.signalledAt === undefined && (await keepSignal(ws, rows, call, model, now));
  if (call.kind === 'signal') return signalLooked(call, isKept, now);
  if (isKept) return { kind: 'later', since: call.at, kept: true };
  const routed = call.signalledAt === undefined ? undefined : await rows.routedLead(ws.crm.kind, call.record);
  const completed = completedAs(call, routed, now);
  if (completed === undefined) return { kind: 'later', since: call.at, kept: false };
  await rows.saveOutputs(call.id, completed.outputs);
  return { kind: 'tell', call, ...completed };
}

function signalLooked({ at, signalledAt }: KeptActionCall, isKept: boolean, now: number): Looked {
  if (isKept || signalledAt !== undefined) return { kind: 'over', outcome: { recorded: true }, kept: isKept };
  if (now - at > SIGNAL_PATIENCE_MS)
    return { kind: 'over', outcome: { because: 'the contact could not be read' }, kept: false };
  return { kind: 'later', since: at, kept: false };
}
