import type { NewTask, TaskOutcome } from '../crm/crm.ts';
import { Failure } from '../failure.ts';
import type { Settlement, Step } from '../store/steps.ts';
import type { Parts, Workspace } from './parts.ts';
import type { Rows } from '../store/store.ts';
import { done, effectOf, failed, triedWhereItWent } from './settling.ts';

/** After a lost answer the CRM is asked for the task this much later ... */
const LOOK_AGAIN_MS = 2_000;
/** ... and once more when the call is this old; only then is it made again. */
const CERTAIN_MS = 60_000;

type Wanted = { step: Step; task: NewTask };

/** Makes the tasks of claimed steps, or finds those that an earlier call may have made. Every step gets its settlement. */
export async function makeOrFindTasks(parts: Parts, ws: Workspace, steps: Step[]): Promise<Settlement[]> {
  const wanted = steps.map((step): Wanted => ({ step, task: step.payload as NewTask }));
  const fresh = wanted.filter(({ step }) => step.calledAt === undefined);
  const unsure = wanted.filter(({ step }) => step.calledAt !== undefined);
  return [...(await makeTasks(parts, ws, fresh)), ...(await findOrMakeTasks(parts, ws, unsure))];
}

async function makeTasks(parts: Parts, ws: Workspace, wanted: Wanted[]): Promise<Settlement[]> {
  if (wanted.length === 0) return [];
  const outcomes = await ws.crm
    .createTasks(wanted.map(({ task }) => task))
    .catch((error: unknown) => wanted.map((): TaskOutcome => ({ ok: false, failure: Failure.from(error) })));
  return wanted.map(({ step, task }, index) => {
    const outcome = outcomes[index];
    if (outcome?.ok) return made(parts, step, task, outcome.taskId);
    const failure = Failure.from(outcome?.failure);
    const error = failure.message;
    parts.tell('failed', `task: ${error}`, { step: step.id, kind: failure.kind });
    const at = triedWhereItWent(failure, step.attempt, parts.now());
    if (at !== undefined) return { id: step.id, kind: 'later', at, error, countAttempt: true, keepCall: false };
    if (!failure.outcomeUnknown) return failed(parts, step, failure);
    return { id: step.id, kind: 'later', at: parts.now() + LOOK_AGAIN_MS, error, countAttempt: true, keepCall: true };
  });
}

async function findOrMakeTasks(parts: Parts, ws: Workspace, wanted: Wanted[]): Promise<Settlement[]> {
  if (wanted.length === 0) return [];
  const found = await ws.crm.findTasks(wanted.map(({ task }) => task)).catch((error: unknown) => Failure.from(error));
  if (found instanceof Failure) return wanted.map(({ step }) => failed(parts, step, found, true));
  const known = wanted.flatMap(({ step, task }) => {
    const taskId = found.get(task.marker);
    return taskId === undefined ? [] : [made(parts, step, task, taskId)];
  });
  const missing = wanted.filter(({ task }) => !found.has(task.marker));
  const certainAt = ({ step }: Wanted) => (step.calledAt ?? 0) + CERTAIN_MS;
  const waiting = missing.filter((each) => parts.now() < certainAt(each));
  const lost = missing.filter((each) => !waiting.includes(each));
  if (lost.length > 0) {
    await parts.store.together(ws.id, (rows) =>
      rows.markCalled(
        lost.map(({ step }) => step.id),
        parts.now(),
      ),
    );
  }
  const waits = waiting.map((each): Settlement => {
    return { id: each.step.id, kind: 'later', at: certainAt(each), countAttempt: false, keepCall: true };
  });
  return [...known, ...waits, ...(await makeTasks(parts, ws, lost))];
}

/** The CRM's ids of tasks that were made, for whoever moves or reads them later, and for the log. */
export async function keepTasks(
  ws: Workspace,
  rows: Rows,
  steps: Step[],
  settlements: Settlement[],
  now: number,
): Promise<void> {
  const there = steps.flatMap((step) => {
    const settled = settlements.find(({ id }) => id === step.id);
    const taskId = settled?.kind === 'done' ? (settled.outcome as { taskId?: string }).taskId : undefined;
    const { about, ownerId } = step.payload as NewTask & { about?: { episode: string; round: number } };
    const task = { task: taskId ?? '', lead: step.subject, ownerId };
    return taskId === undefined || about === undefined ? [] : [{ ...about, ...task }];
  });
  if (there.length === 0) return;
  const known = await rows.lockKnownLeads([...new Set(there.map(({ lead }) => lead))]);
  const tasks = there.filter(({ lead }) => known.has(lead));
  for (const { lead, task } of there) if (!known.has(lead)) await rows.keepErasedTask({ lead, task });
  const effects = tasks.map(({ lead, ownerId: _to, ...task }) => effectOf(lead, { kind: 'task', ...task }));
  // It locks the leads: everybody takes them first.
  await rows.saveDecisions(effects, await ws.deciding(rows), now);
  await rows.saveTasks(tasks);
  await moveMisplaced(ws, rows, tasks, now);
}

/** Made for somebody who had the lead when it was asked for, and has it no more. */
async function moveMisplaced(
  ws: Workspace,
  rows: Rows,
  tasks: { episode: string; ownerId: string | undefined }[],
  now: number,
): Promise<void> {
  const places = await rows.taskPlaces(
    tasks.map(({ episode }) => episode),
    ws.crm.kind,
  );
  const misplaced = tasks.filter(({ episode, ownerId }) => {
    const wanted = places.get(episode)?.ownerId;
    return wanted !== undefined && wanted !== ownerId;
  });
  await rows.addSteps(
    misplaced.map(({ episode }) => ({ kind: 'move', key: `move:${episode}:made`, subject: episode, dueAt: now })),
    now,
  );
}

function made({ tell }: Parts, step: Step, task: NewTask, taskId: string): Settlement {
  const due = `${new Date(task.dueAt).toISOString().slice(11, 16)} UTC`;
  tell('task', `contact ${task.leadId}: task ${taskId} "${task.subject}", due ${due}`, { step: step.id, taskId });
  return done(step, { taskId });
}
