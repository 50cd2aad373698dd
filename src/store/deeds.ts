import { json, type Tx, timestamp } from './db.ts';
import type { StepKind } from './steps.ts';

/** An episode that a person closed; `by` is a rep's id, absent of managers who are none. */
export type ClosedByHand = { id: string; at: number; as: 'not_a_fit'; because: string; by?: string };

/** Closes episodes, and says who did and why; claim and snooze are kept as they were. */
export async function closeByHand(tx: Tx, workspace: string, closed: ClosedByHand[]): Promise<void> {
  if (closed.length === 0) return;
  await tx.query(
    `update episodes e set state = 'closed', closed_at = c.at, closed_as = c."as", closed_by = c.by, closed_because = c.because,
       waiting_because = null, waiting_until = null, unassigned = false
     from jsonb_to_recordset($2::jsonb) as c(id uuid, at timestamptz, "as" text, because text, by uuid)
     where e.workspace = $1 and e.id = c.id and e.state <> 'closed'`,
    [workspace, json(closed.map((each) => ({ ...each, at: timestamp(each.at) })))],
  );
}

/** Steps that wait for something which will not come any more are over; `because` is kept with them. */
export async function endSteps(
  tx: Tx,
  workspace: string,
  which: { subject: string; kinds: StepKind[] } | { keys: string[] },
  because: string,
  now: number,
): Promise<void> {
  const outcome = json({ because });
  const set = 'update steps set done_at = $2, outcome = $3, claimed_until = null';
  if ('keys' in which) {
    await tx.query(`${set} where workspace = $1 and key = any($4) and done_at is null`, [
      workspace,
      timestamp(now),
      outcome,
      which.keys.toSorted(),
    ]);
    return;
  }
  await tx.query(`${set} where workspace = $1 and subject = $4 and kind = any($5) and done_at is null`, [
    workspace,
    timestamp(now),
    outcome,
    which.subject,
    which.kinds,
  ]);
}
