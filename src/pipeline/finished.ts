import { Failure } from '../failure.ts';
import type { NewStep, Settlement, Step } from '../store/steps.ts';
import type { Parts, Workspace } from './parts.ts';
import { done, failed } from './settling.ts';
import { type Round, taskKey } from './timers.ts';

/** A task that is being made is there a moment later. */
const MADE_SOON_MS = 5_000;
const MOST_LOOKS = 20;

type FinishPayload = { round: number };

/** The step that says in the CRM that a round's task is done: somebody was in touch, or nobody need be. Once a round. */
export function finishStep({ id, round }: Round, dueAt: number): NewStep {
  const payload: FinishPayload = { round };
  return { kind: 'finish', key: `finish:${id}:${round}`, subject: id, payload, dueAt };
}

/** Completes the tasks of rounds that are over. What a person has done with a task stays. Safe twice. */
export async function finishClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const wanted = steps.map((step) => ({ step, key: taskKey(roundOf(step)) }));
  const made = await parts.store.together(ws.id, (rows) => rows.madeTasks(wanted.map(({ key }) => key)));
  const ready = wanted.flatMap(({ step, key }) => {
    const task = made.get(key)?.task;
    return task === undefined ? [] : [{ step, task }];
  });
  const others = wanted.filter(({ step }) => !ready.some((each) => each.step === step));
  const settlements = [
    ...others.map(({ step, key }) => unmade(parts, step, made.get(key)?.waits === true)),
    ...(await finishAll(parts, ws, ready)),
  ];
  await parts.store.together(ws.id, (rows) => rows.settleSteps(settlements, parts.now()));
}

function roundOf({ subject: id, payload }: Step): Round {
  return { id, round: (payload as FinishPayload).round };
}

async function finishAll(parts: Parts, ws: Workspace, ready: { step: Step; task: string }[]): Promise<Settlement[]> {
  if (ready.length === 0) return [];
  const outcomes = await ws.crm.completeTasks(ready.map(({ task }) => task)).catch((error: unknown) => {
    const failure = Failure.from(error);
    return ready.map(() => ({ ok: false as const, failure }));
  });
  return ready.map(({ step, task }, index): Settlement => {
    const outcome = outcomes[index];
    if (!outcome?.ok) return failed(parts, step, Failure.from(outcome?.failure), false);
    parts.tell('task', `task ${task} is over`, { step: step.id });
    return done(step, { taskId: task });
  });
}

/** One that is told quietly, or for information, has no task. */
function unmade({ now }: Parts, step: Step, waits: boolean): Settlement {
  if (!waits || step.attempt > MOST_LOOKS) return done(step, { because: 'it has no task' });
  return { id: step.id, kind: 'later', at: now() + MADE_SOON_MS, countAttempt: true, keepCall: false };
}
