import type { DecisionEntry } from '../domain/decision.ts';
import { afterFailure, Failure } from '../failure.ts';
import type { Settlement, Step, StepKind } from '../store/steps.ts';
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

/** A lead stands behind each of these: whatever is wrong, it is tried again. */
const NEVER_GIVEN_UP: StepKind[] = ['route', 'sla', 'contact'];
const TRY_AGAIN_MS = 5 * 60_000;

/** What a failure makes of a step. `keepCall`: an outside call of it may have taken effect. */
export function failed(parts: Parts, step: Step, failure: Failure, keepCall = failure.outcomeUnknown): Settlement {
  const next = afterFailure(failure, step.attempt, parts.now(), parts.chance());
  const told = { id: step.id, error: failure.message };
  if (next.kind === 'failed' && NEVER_GIVEN_UP.includes(step.kind)) {
    const at = parts.now() + TRY_AGAIN_MS;
    return { ...told, kind: 'later', at, countAttempt: true, keepCall };
  }
  return next.kind === 'failed' ? { ...told, ...next } : { ...told, ...next, keepCall };
}

/** How often, and how much later, a record that may have moved is tried. */
const MOST_LOOKS = 4;
const TOLD_WITHIN_MS = 30_000;

/**
 * Merged or converted a moment ago, a record takes nothing any more: where it went is told with the next changes, and what waits goes
 * there. Answers when to try again; undefined where that is no reason, or it was tried often enough.
 */
export function triedWhereItWent({ kind, code }: Failure, attempt: number, now: number): number | undefined {
  const isGone = kind === 'permanent' && (code === 'not_found' || code === 'forbidden_record');
  return isGone && attempt < MOST_LOOKS ? now + TOLD_WITHIN_MS : undefined;
}

/**
 * Does the work for all, or for each alone when all together fail: one lead that breaks something must not keep the others from
 * somebody. Whatever fails alone is settled so.
 */
export async function eachIfNotAll<T>(
  parts: Parts,
  ws: Workspace,
  steps: Step[],
  work: (some: Step[]) => Promise<T[]>,
): Promise<T[]> {
  try {
    return await work(steps);
  } catch (error) {
    if (steps.length === 1) {
      await settleFailed(parts, ws, steps, error);
      return [];
    }
    const all: T[] = [];
    for (const step of steps) all.push(...(await eachIfNotAll(parts, ws, [step], work)));
    return all;
  }
}

/** Settles steps that one failed call had in common. */
export async function settleFailed(parts: Parts, ws: Workspace, steps: Step[], error: unknown): Promise<void> {
  const failure = Failure.from(error);
  const settlements = steps.map((step) => failed(parts, step, failure));
  await parts.store.together(ws.id, (rows) => rows.settleSteps(settlements, parts.now()));
  for (const step of steps)
    parts.tell('failed', `${step.kind}: ${failure.message}`, { step: step.id, kind: failure.kind });
}
