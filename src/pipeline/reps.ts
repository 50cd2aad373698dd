import type { CrmRep } from '../crm/crm.ts';
import { Failure } from '../failure.ts';
import type { ReportedRep } from '../store/reps.ts';
import type { Settlement } from '../store/steps.ts';
import type { Parts, Workspace } from './parts.ts';

/** Keeps who can own leads and who of them is there; where that changed, leads that wait are routed again. */
export async function keepReps(
  { store, now }: Parts,
  ws: Workspace,
  reps: CrmRep[],
  settlements: Settlement[],
): Promise<void> {
  await store.together(ws.id, async (rows) => {
    // Somebody may be there now who was not, or has no time any more.
    const before = JSON.stringify(await rows.repsOf(ws.crm.kind));
    await rows.keepReps(ws.crm.kind, reps.map(withQueue(ws)), now());
    const after = JSON.stringify(await rows.repsOf(ws.crm.kind));
    if (before !== after) await rows.wakeWaiting('route', now());
    await rows.settleSteps(settlements, now());
  });
}

/** Every channel finds out who of them it can reach; one that fails keeps no other from it. */
export async function meetReps({ tell }: Parts, ws: Workspace, reps: CrmRep[]): Promise<void> {
  const emails = reps.flatMap(({ email, active }) => (email === undefined || !active ? [] : [email]));
  for (const channel of ws.channels)
    await channel
      .meet(emails)
      .catch((error: unknown) => tell('failed', `meeting the reps: ${Failure.from(error).message}`));
}

function withQueue(ws: Workspace): (rep: CrmRep) => ReportedRep {
  return ({ id, ...rep }) => {
    const taskQueue = ws.taskQueues[rep.email?.toLowerCase() ?? ''];
    return { ...rep, record: id, ...(taskQueue !== undefined && { taskQueue }) };
  };
}
