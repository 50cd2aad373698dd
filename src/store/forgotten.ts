import { type Tx, timestamp } from './db.ts';
import type { StepKind } from './steps.ts';

/** What leads leave behind. Timers go round for ever, and what else is kept for less is forgotten elsewhere. */
const OF_LEADS: StepKind[] = [
  'route',
  'sla',
  'task',
  'move',
  'alert',
  'post',
  'card',
  'brief',
  'notice',
  'digest',
  'sequence',
];

/** Of an episode that is not over: the same is never to be done again. A task's subject is the lead. */
const IS_OPEN = `coalesce(s.payload #>> '{about,episode}', s.subject) in
  (select e.id::text from episodes e where e.workspace = $1 and e.state <> 'closed')`;

/**
 * Deletes what was done, or given up, before `before` and is no open episode's: the log of decisions says what came of it. The last
 * digest of each reader stays, since the next begins where it ended.
 */
export async function forgetDone(tx: Tx, workspace: string, before: number): Promise<void> {
  await tx.query(
    `delete from steps s where s.workspace = $1 and s.kind = any($2) and coalesce(s.done_at, s.failed_at) < $3
       and not (${IS_OPEN})
       and (s.kind <> 'digest' or exists (select 1 from steps n where n.workspace = $1 and n.subject = s.subject
         and n.kind = 'digest' and n.done_at > coalesce(s.done_at, s.failed_at)))`,
    [workspace, OF_LEADS, timestamp(before)],
  );
}

/** Deletes where messages went that were posted before `before`, apart from those of open episodes. */
export async function forgetDeliveries(tx: Tx, workspace: string, before: number): Promise<void> {
  await tx.query('delete from message_leads where workspace = $1 and posted_at < $2', [workspace, timestamp(before)]);
  await tx.query(
    `delete from deliveries d where d.workspace = $1 and d.posted_at < $2
       and not exists (select 1 from episodes e where e.workspace = $1 and e.id = d.episode and e.state <> 'closed')`,
    [workspace, timestamp(before)],
  );
}
