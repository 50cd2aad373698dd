import { type Tx, timestamp } from './db.ts';

/** The bucket under which HubSpot's count is kept. */
export const DAILY_CALLS = 'hubspot:daily';

/** What a vendor's answers last said of the calls of a day: how many are allowed, and how many are left. */
export type DailyCalls = { most: number; remaining: number; heardAt: number };

/** Keeps what an answer said; an older answer than the one kept changes nothing. */
export async function keepDailyCalls(tx: Tx, workspace: string, bucket: string, heard: DailyCalls): Promise<void> {
  await tx.query(
    `insert into rate_limits as r (workspace, id, free_at, most, remaining, heard_at) values ($1, $2, $5, $3, $4, $5)
     on conflict (workspace, id) do update set most = excluded.most, remaining = excluded.remaining,
       heard_at = excluded.heard_at
     where r.heard_at is null or r.heard_at <= excluded.heard_at`,
    [workspace, bucket, heard.most, heard.remaining, timestamp(heard.heardAt)],
  );
}

/** Undefined before the first answer that said it. */
export async function dailyCalls(tx: Tx, workspace: string, bucket: string): Promise<DailyCalls | undefined> {
  const [row] = await tx.query<DailyCalls>(
    `select most, remaining, heard_at as "heardAt" from rate_limits
     where workspace = $1 and id = $2 and heard_at is not null`,
    [workspace, bucket],
  );
  return row;
}
