import type { RoundSoFar } from '../domain/telling/backupDue.ts';
import { type Tx, withoutNulls } from './db.ts';

/** How the current round of an episode went so far; undefined when there is none. */
export async function roundSoFar(tx: Tx, workspace: string, episode: string): Promise<RoundSoFar | undefined> {
  const [row] = await tx.query<Record<string, unknown>>(
    `select r.opened_at as "openedAt", e.waiting_until as "waitingUntil", e.claimed_at as "claimedAt",
       (select min(h.from_at) from holdings h where h.workspace = $1 and h.episode = e.id and h.round = e.round) as "heldAt"
     from episodes e join rounds r on r.workspace = $1 and r.episode = e.id and r.round = e.round
     where e.workspace = $1 and e.id = $2`,
    [workspace, episode],
  );
  return row && (withoutNulls(row) as RoundSoFar);
}
