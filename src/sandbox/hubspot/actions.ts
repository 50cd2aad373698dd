import type { Reply } from '../server.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import { asObject, objects, text, type Json } from './input.ts';
import type { Portal } from './portal.ts';
import { notFound } from './refusal.ts';

/** How a workflow goes on after the app's action: it waits for the app, or has its answer. */
export type ActionState = 'waiting' | 'SUCCESS' | 'FAIL_CONTINUE' | 'failed';

/** One contact at one action of a workflow. `expiresAt` is until when it waits (epoch ms). */
export type ActionRun = {
  callbackId: string;
  uid: string;
  contactId: string;
  state: ActionState;
  outputs: Json;
  expiresAt?: number;
};

/** Completion of actions that answered BLOCK or ASYNC (dossier 3.12). */
export function actionRoutes(add: AddEndpoint): void {
  // What scope it takes is not documented; every token of the app does here.
  add('POST', '/automation/actions/callbacks/V/complete', [], completeMany);
  add('POST', '/automation/actions/callbacks/V/:id/complete', [], completeOne);
}

function completeOne(asked: Asked): Reply {
  complete(waitingRun(asked, asked.request.params['id'] ?? ''), asked.body);
  return { status: 204 };
}

function completeMany(asked: Asked): Reply {
  const inputs = objects(asked.body, 'inputs', 'required');
  const runs = inputs.map((input) => ({ input, run: waitingRun(asked, text(input, 'callbackId')) }));
  for (const { input, run } of runs) complete(run, input);
  return { status: 204 };
}

/** Assumed: one that is unknown, over or already completed is a 404, of a batch too. */
function waitingRun({ portal }: Asked, callbackId: string): ActionRun {
  const run = actionRun(portal, callbackId);
  if (run?.state === 'waiting') return run;
  throw notFound(`There is no action execution ${callbackId} to complete`);
}

function complete(run: ActionRun, body: Json): void {
  const outputs = asObject(body['outputFields'], 'outputFields');
  run.outputs = { ...run.outputs, ...outputs };
  run.state = stateOf(outputs['hs_execution_state']);
}

/** The run of a callback as it stands now; undefined when there was none. */
export function actionRun(portal: Portal, callbackId: string): ActionRun | undefined {
  const run = portal.actionRuns.get(callbackId);
  if (run?.state === 'waiting' && (run.expiresAt ?? Infinity) <= portal.now()) run.state = 'failed';
  return run;
}

/** What HubSpot makes of an `hs_execution_state`; without one the action went well. */
export function stateOf(said: unknown): ActionState {
  if (said === 'BLOCK' || said === 'ASYNC') return 'waiting';
  return said === 'FAIL_CONTINUE' ? 'FAIL_CONTINUE' : 'SUCCESS';
}
