import { Failure } from '../failure.ts';
import type { Settlement, Step } from '../store/steps.ts';
import type { TaskPlace } from '../store/work.ts';
import type { Parts, Workspace } from './parts.ts';
import { done, failed } from './settling.ts';

/** A task that is being made is there a moment later. */
const MADE_SOON_MS = 5_000;

/** Gives the tasks of these episodes to whoever has them now, due when they are to respond by. Safe twice: the newest assignee wins. */
export async function moveClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const { store, now } = parts;
  const ids = [...new Set(steps.map(({ subject }) => subject))];
  const places = await store.together(ws.id, (rows) => rows.taskPlaces(ids, ws.crm.kind));
  const settlements = await Promise.resolve(steps.map((step) => ({ step, place: places.get(step.subject) })))
    .then((all) => moveAll(parts, ws, all))
    .catch((error: unknown) => steps.map((step) => failed(parts, step, Failure.from(error), false)));
  await store.together(ws.id, (rows) => rows.settleSteps(settlements, now()));
}

type Placed = { step: Step; place: TaskPlace | undefined };

async function moveAll(parts: Parts, ws: Workspace, all: Placed[]): Promise<Settlement[]> {
  const ready = all.flatMap(({ step, place }) => {
    const { task: taskId, ownerId, queueId, dueAt } = place ?? {};
    if (taskId === undefined || ownerId === undefined) return [];
    const more = { ...(queueId !== undefined && { queueId }), ...(dueAt !== undefined && { dueAt }) };
    return [{ step, task: { taskId, ownerId, ...more } }];
  });
  const waiting = all.filter(({ step }) => !ready.some((each) => each.step === step));
  const outcomes = ready.length === 0 ? [] : await ws.crm.assignTasks(ready.map(({ task }) => task));
  return [
    ...waiting.map(({ step }) => unmade(parts, step)),
    ...ready.map(({ step, task }, index): Settlement => {
      const outcome = outcomes[index];
      if (!outcome?.ok) return failed(parts, step, Failure.from(outcome?.failure), false);
      parts.tell('task', `task ${task.taskId} is owner ${task.ownerId}'s now`, { step: step.id });
      return done(step, task);
    }),
  ];
}

/** An episode without a task (told quietly) has none to move. */
function unmade({ now }: Parts, step: Step): Settlement {
  if (step.attempt > 20) return done(step, { because: 'it has no task' });
  return { id: step.id, kind: 'later', at: now() + MADE_SOON_MS, countAttempt: true, keepCall: false };
}
