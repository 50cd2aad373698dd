import { type Tx, timestamp } from './db.ts';

/** A vendor's limit: calls one after another every `everyMs`, of which `burst` may come at once. */
export type Limit = { everyMs: number; burst: number };

/**
 * Nobody books so far ahead, with any patience and burst there is: a bucket that is taken for longer was booked by a process whose
 * clock was ahead, and is free.
 */
const FURTHEST_MS = 30_000;

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
  const isNonsense = `r.free_at > $3::timestamptz + $7 * interval '1 ms'`;
  const turn = `case when ${isNonsense} then $3 else greatest(r.free_at, $3) end + $4 * interval '1 ms'`;
  const [taken] = await tx.query<{ free_at: number }>(
    `insert into rate_limits as r (workspace, id, free_at) values ($1, $2, $3::timestamptz + $4 * interval '1 ms')
     on conflict (workspace, id) do update set free_at = ${turn}
     where ${turn} <= $3::timestamptz + ($5 + $4 * $6::float8) * interval '1 ms' returning free_at`,
    [workspace, call.bucket, timestamp(call.now), everyMs, call.patienceMs, burst, FURTHEST_MS],
  );
  const free = taken?.free_at ?? (await freeAt(tx, workspace, call.bucket)) + everyMs;
  // The database counts in microseconds: what it refused for a part of a millisecond is not free now.
  const wait = Math.max(taken === undefined ? 1 : 0, Math.ceil(free - burst * everyMs - call.now));
  return taken === undefined ? -wait : wait;
}

async function freeAt(tx: Tx, workspace: string, bucket: string): Promise<number> {
  const sql = 'select free_at from rate_limits where workspace = $1 and id = $2';
  const [row] = await tx.query<{ free_at: number }>(sql, [workspace, bucket]);
  return row?.free_at ?? 0;
}
