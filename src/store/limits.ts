import { type Tx, timestamp } from './db.ts';

/** A vendor's limit: calls one after another every `everyMs`, of which `burst` may come at once. */
export type Limit = { everyMs: number; burst: number };

/**
 * Reserves the next call of a bucket shared by all processes and answers how many ms to wait for it; when that would be more
 * than `patienceMs` nothing is reserved and the wait is negative: come back after that many ms.
 */
export async function reserveCall(
  tx: Tx,
  workspace: string,
  call: { bucket: string; limit: Limit; now: number; patienceMs: number },
): Promise<number> {
  const { everyMs, burst } = call.limit;
  await tx.query('insert into rate_limits (workspace, id, free_at) values ($1, $2, $3) on conflict do nothing', [
    workspace,
    call.bucket,
    timestamp(call.now),
  ]);
  const [row] = await tx.query<{ free_at: number }>(
    'select free_at from rate_limits where workspace = $1 and id = $2 for update',
    [workspace, call.bucket],
  );
  const turnAt = Math.max(row?.free_at ?? call.now, call.now);
  const wait = Math.max(0, Math.ceil(turnAt + everyMs - burst * everyMs - call.now));
  if (wait > call.patienceMs) return -wait;
  await tx.query('update rate_limits set free_at = $3 where workspace = $1 and id = $2', [
    workspace,
    call.bucket,
    timestamp(turnAt + everyMs),
  ]);
  return wait;
}
