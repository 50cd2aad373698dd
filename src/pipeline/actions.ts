import { Failure } from '../failure.ts';
import type { Model } from '../domain/model.ts';
import type { KeptActionCall } from '../store/actionCalls.ts';
import type { Settlement, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { isOfHistory, keepSignal, look } from './actionLook.ts';
import { type Outputs, refusedAsHistory } from './actionOutcome.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { namedBy } from './place.ts';
import { done, settleFailed } from './settling.ts';

/** What a workflow asks about one contact. `callbackId` is the CRM's own id of it: the same one is the same call. */
type ActionCalled = { callbackId: string; record: string };

/**
 * What the workflow is answered: it goes on with these outputs, waits until it is told them, or goes on without (`refused` says
 * why in words).
 */
export type ActionAnswer =
  | { kind: 'done'; outputs: Outputs }
  | { kind: 'waits' }
  | { kind: 'refused'; because: string };

/** What workflows of the CRM may ask. Kept before it is answered; safe twice. */
export type Actions = {
  /** "Route hot lead": an episode opens, or the open one is joined. `reason` is what the rep reads. */
  route(workspace: string, call: ActionCalled & { reason?: string }): Promise<ActionAnswer>;
  /** "Record a signal": of a type that the settings know. */
  signal(workspace: string, call: ActionCalled & { type: string; asset?: string }): Promise<ActionAnswer>;
};

/** The type that stands for being asked to route a lead; its fast lane opens the episode. */
const ROUTE_REQUEST = 'route_request';

/** How soon after the call it is looked at first; later the rarer, the longer it takes. */
const LOOK_EVERY_MS = 2_000;
const LOOK_AT_LEAST_EVERY_MS = 5 * 60_000;
/** So soon after the call the CRM may not know yet that the workflow waits. */
const EARLY_MS = 60_000;
/** Workflows told side by side. */
const AT_ONCE = 10;

/** Takes what workflows ask. */
export function actionsOf(parts: Parts): Actions {
  async function kept(
    workspace: string,
    call: Pick<KeptActionCall, 'id' | 'kind' | 'record' | 'type' | 'asset' | 'evidence'>,
    refusal: (model: Model) => string | undefined,
  ): Promise<ActionAnswer> {
    const ws = parts.workspaces.get(workspace);
    if (ws === undefined) throw Failure.retry(`action: workspace ${workspace} is not served by this process`);
    const taken = await parts.store.together(ws.id, (rows) =>
      take(parts, ws, rows, { ...call, record: namedBy(ws, 'hubspot', call.record) }, refusal),
    );
    await Promise.all(taken.kinds.map((kind) => wake(parts, ws.id, kind, [`action-${parts.newId()}`])));
    return taken.answer;
  }

  return {
    route: (workspace, { callbackId: id, record, reason: evidence }) =>
      kept(
        workspace,
        { id, kind: 'route', record, type: ROUTE_REQUEST, ...(evidence !== undefined && { evidence }) },
        whyNoRoute,
      ),
    signal: (workspace, { callbackId: id, record, type, asset }) =>
      kept(workspace, { id, kind: 'signal', record, type, ...(asset !== undefined && { asset }) }, ({ catalogue }) =>
        Object.hasOwn(catalogue, type)
          ? undefined
          : `the settings know no signal of this type: choose another, or add it`,
      ),
  };
}

function whyNoRoute({ lanes, catalogue }: Model): string | undefined {
  const lane = Object.values(lanes).some(({ on, type, times }) => on && type === ROUTE_REQUEST && times === 1);
  if (lane && Object.hasOwn(catalogue, ROUTE_REQUEST)) return undefined;
  return `the settings have no fast lane for ${ROUTE_REQUEST}: add it under lanes, with its type in the catalogue, and publish`;
}

type Taken = { answer: ActionAnswer; kinds: ('read' | 'score' | 'action')[] };

async function take(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  call: Parameters<Rows['takeActionCall']>[0],
  refusal: (model: Model) => string | undefined,
): Promise<Taken> {
  const now = parts.now();
  const { model } = await ws.deciding(rows);
  const because = refusal(model);
  if (because !== undefined) return { answer: { kind: 'refused', because }, kinds: [] };
  const isNew = await rows.takeActionCall(call, now);
  if (!isNew) return { answer: answerTo(await rows.lockActionCall(call.id), call.kind), kinds: [] };
  if (await isOfHistory(ws, rows, call)) {
    const { outputs } = refusedAsHistory();
    await rows.saveOutputs(call.id, outputs);
    await rows.markCompleted(call.id, now);
    return { answer: { kind: 'done', outputs }, kinds: [] };
  }
  const isSignalled = await keepSignal(ws, rows, { ...call, at: now }, model, now);
  const look = { kind: 'action' as const, key: `action:${call.id}`, subject: call.id, dueAt: now + LOOK_EVERY_MS };
  const read = { kind: 'read' as const, key: `read:action:${call.id}`, subject: call.record, dueAt: now };
  const isOver = isSignalled && call.kind === 'signal';
  await rows.addSteps([...(isOver ? [] : [look]), ...(isSignalled ? [] : [read])], now);
  return { answer: answerTo(undefined, call.kind), kinds: [isSignalled ? 'score' : 'read'] };
}

/** The same call again, when the workflow was told already, must not make it wait for ever. */
function answerTo(call: KeptActionCall | undefined, kind: KeptActionCall['kind']): ActionAnswer {
  if (kind === 'signal') return { kind: 'done', outputs: { recorded: 'yes' } };
  return call?.outputs === undefined ? { kind: 'waits' } : { kind: 'done', outputs: call.outputs };
}

/**
 * RESPOND to workflows that wait: each is told what came of its lead, once that is decided. A few side by side; once the CRM cannot
 * be told, the others are not tried in vain.
 */
export async function answerActions(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  for (let from = 0; from < steps.length; from += AT_ONCE) {
    const few = steps.slice(from, from + AT_ONCE);
    const outages = await Promise.all(few.map((step) => answerAndSettle(parts, ws, step)));
    const outage = outages.find((each) => each !== undefined);
    if (outage !== undefined) return settleFailed(parts, ws, steps.slice(from + AT_ONCE), outage);
  }
}

/** Gives the failure that others would meet as well. */
async function answerAndSettle(parts: Parts, ws: Workspace, step: Step): Promise<Failure | undefined> {
  try {
    const settlement = await answerOne(parts, ws, step);
    await parts.store.together(ws.id, (rows) => rows.settleSteps([settlement], parts.now()));
    return undefined;
  } catch (error) {
    await settleFailed(parts, ws, [step], error);
    return error instanceof Failure && error.kind !== 'permanent' ? error : undefined;
  }
}

async function answerOne(parts: Parts, ws: Workspace, step: Step): Promise<Settlement> {
  const looked = await parts.store.together(ws.id, (rows) => look(parts, ws, rows, step));
  if (looked.kind !== 'tell') {
    if (looked.kept) await wake(parts, ws.id, 'score', [step.id]);
    return looked.kind === 'over' ? done(step, looked.outcome) : lookAgain(step, looked.since, parts.now());
  }
  const { outputs, call } = looked;
  try {
    await ws.crm.completeAction?.(call.id, outputs);
  } catch (error) {
    const isUnknown = Failure.from(error).code === 'not_found';
    if (!isUnknown) throw error;
    if (parts.now() - call.at < EARLY_MS) return lookAgain(step, call.at, parts.now());
  }
  parts.tell('action', `workflow action: ${outputs['outcome']}: ${looked.because}`, { callback: call.id });
  await parts.store.together(ws.id, (rows) => rows.markCompleted(call.id, parts.now()));
  return done(step, { outcome: outputs['outcome'], because: looked.because });
}

function lookAgain({ id }: Step, since: number, now: number): Settlement {
  const pauseMs = Math.min(LOOK_AT_LEAST_EVERY_MS, Math.max(LOOK_EVERY_MS, (now - since) / 4));
  return { id, kind: 'later', at: now + pauseMs, countAttempt: false, keepCall: false };
}
