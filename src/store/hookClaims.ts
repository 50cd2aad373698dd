import { type Tx, timestamp } from './db.ts';
import { CLAIM_MS, type Step } from './steps.ts';

/** A step that waits to be done, and that nobody is at. */
const FREE =
  "s.workspace = $1 and s.kind = 'hook' and s.done_at is null and s.failed_at is null and s.due_at <= $2 and (s.claimed_until is null or s.claimed_until < $2)";
const FAILS = 'h.failing_since is not null and h.disabled_at is null';

/**
 * Takes due deliveries for CLAIM_MS: of receivers that work, oldest first; where there are none, one of each that fails, and
 * only while nobody else is at such. A dead receiver, which holds up whoever waits for its answer, holds up no other's.
 */
export async function claimDeliveries(
  tx: Tx,
  workspace: string,
  claim: { now: number; limit: number },
): Promise<Step[]> {
  const healthy = await claimed(tx, workspace, claim, OF_WORKING);
  return healthy.length > 0 ? healthy : claimed(tx, workspace, claim, OF_FAILING);
}

const OF_WORKING = `
  select s.id from steps s where ${FREE}
    and not exists (select 1 from hooks h where h.workspace = $1 and h.id::text = s.subject and ${FAILS})
  order by s.due_at limit $4 for update skip locked`;

const OF_FAILING = `
  select f.id from hooks h cross join lateral (
    select s.id from steps s where ${FREE} and s.subject = h.id::text order by s.due_at limit 1 for update skip locked) f
  where h.workspace = $1 and ${FAILS} and not exists (
    select 1 from steps c join hooks h on h.workspace = $1 and h.id::text = c.subject and ${FAILS}
    where c.workspace = $1 and c.kind = 'hook' and c.done_at is null and c.failed_at is null and c.due_at <= $2
      and c.claimed_until >= $2)
  limit $4`;

async function claimed(
  tx: Tx,
  workspace: string,
  { now, limit }: { now: number; limit: number },
  which: string,
): Promise<Step[]> {
  const rows = await tx.query<Pick<Step, 'id' | 'subject' | 'payload' | 'repeats'> & { attempts: number }>(
    `with due as materialized (${which})
     update steps s set claimed_until = $3, attempts = s.attempts + 1
     from due where s.workspace = $1 and s.id = due.id
     returning s.id, s.subject, s.payload, s.attempts, s.repeats`,
    [workspace, timestamp(now), timestamp(now + CLAIM_MS), limit],
  );
  return rows.map(({ attempts, ...row }) => ({ ...row, kind: 'hook', attempt: attempts, calledAt: undefined }));
}
