import { Failure } from '../failure.ts';
import type { Crm, Outcome } from './crm.ts';

/**
 * A CRM whose people a workspace holds and that is connected no more. Their records keep their ids, so that nobody is another
 * person once it is back, and no other CRM is asked for them; whatever is asked of it is blocked until then.
 */
export function awayCrm(kind: Crm['kind']): Crm {
  const failure = () =>
    Failure.blocked(
      `${kind}: it is connected no more, so its half waits: open the link of \`hot-lead ${kind} install\``,
    );
  const waits = async (): Promise<never> => {
    throw failure();
  };
  const eachWaits = async (items: unknown[]): Promise<Extract<Outcome, { ok: false }>[]> =>
    items.map(() => ({ ok: false, failure: failure() }));
  return {
    kind,
    batchSize: 100,
    sources: [],
    changesSince: waits,
    readLeads: waits,
    readReps: waits,
    writeLeads: eachWaits,
    createTasks: eachWaits,
    findTasks: waits,
    assignTasks: eachWaits,
    completeTasks: eachWaits,
    readRelations: waits,
    dealsSince: waits,
    listLeads: waits,
    countLeads: waits,
    readTouches: waits,
    prepare: waits,
    recordUrl: () => '',
  };
}
