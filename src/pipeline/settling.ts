import type { DecisionEntry } from '../domain/decision.ts';
import { afterFailure, Failure } from '../failure.ts';
import type { Settlement, Step } from '../store/steps.ts';
import type { Parts, Workspace } from './parts.ts';

/** The step is over; `outcome` is kept with it. */
export function done(step: Step, outcome: unknown): Settlement {
  return { id: step.id, kind: 'done', outcome };
}

/** For the log: what came of a call to the outside. */
export function effectOf(lead: string, outcome: object): DecisionEntry {
  return { lead, kind: 'effect', watermark: 0, inputs: {}, outcome };
}

/** A standing timer goes round; nothing failed. */
export function again(step: Step, at: number): Settlement {
  return { id: step.id, kind: 'again', at };
}

/** What a failure makes of a step. `keepCall`: an outside call of it may have taken effect. */
export function failed(parts: Parts, step: Step, failure: Failure, keepCall = failure.outcomeUnknown): Settlement {
  const next = afterFailure(failure, step.attempt, parts.now(), parts.chance());
  const told = { id: step.id, error: failure.message };
  return next.kind === 'failed' ? { ...told, ...next } : { ...told, ...next, keepCall };
}

/** Settles steps that one failed call had in common. */
export async function settleFailed(parts: Parts, ws: Workspace, steps: Step[], error: unknown): Promise<void> {
  const failure = Failure.from(error);
  const settlements = steps.map((step) => failed(parts, step, failure));
  await parts.store.together(ws.id, (rows) => rows.settleSteps(settlements, parts.now()));
  for (const step of steps)
    parts.tell('failed', `${step.kind}: ${failure.message}`, { step: step.id, kind: failure.kind });
}
