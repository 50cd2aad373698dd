import type { Crm, Outcome } from '../crm.ts';
import { sendingMs } from '../closing.ts';
import type { Org, Sent } from './org.ts';
import { batchSize, eachOutcome, outcomeOf } from './outcomes.ts';
import { among } from './soql.ts';
import type { taskWordsReader } from './tasks-settings.ts';

/**
 * `Crm.completeTasks`, in the org's own word for done. Never throws: a failed call is the outcome of each task in it. Nothing is sent
 * after `forMs`.
 */
export function completeTasks(
  org: Org,
  readWords: ReturnType<typeof taskWordsReader>,
  forMs = sendingMs,
): Crm['completeTasks'] {
  return (taskIds) => {
    const sent: Sent = { what: 'complete tasks', lane: 'now', closing: AbortSignal.timeout(forMs) };
    return eachOutcome<string, Outcome>(taskIds, batchSize, async (part) => {
      const { open, done } = await readWords(sent, []);
      const waiting = await waitingOf(org, sent, part, open);
      const records = waiting.map((Id) => ({ attributes: { type: 'Task' }, Id, Status: done }));
      const saved = done === undefined || records.length === 0 ? [] : await org.update(sent, records);
      return part.map((id) => {
        const index = done === undefined ? -1 : waiting.indexOf(id);
        return index < 0 ? { ok: true } : outcomeOf(`complete task ${id}`, saved[index]);
      });
    });
  };
}

/** Those that nobody has done, put off or thrown away. */
async function waitingOf(org: Org, sent: Sent, part: string[], open: string[]): Promise<string[]> {
  const soql = `SELECT Id, Status, IsClosed FROM Task WHERE Id IN ${among(part)}`;
  const [rows = []] = await org.queries({ ...sent, what: 'read tasks' }, [soql]);
  const waits = rows.filter((row) => row['IsClosed'] !== true && open.includes(String(row['Status'])));
  const ids = new Set(waits.map((row) => row['Id']));
  return [...new Set(part.filter((id) => ids.has(id)))];
}
