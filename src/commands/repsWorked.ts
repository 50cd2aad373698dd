import { DAY_MS } from '../domain/decay.ts';
import { type Worked, workedIn } from '../pipeline/worked.ts';
import type { Db } from '../store/db.ts';
import { teamNow } from './repsKnown.ts';

/** See `workedIn`. */
export async function workedBy(
  db: Db,
  workspace: string,
  { days, now, timeZone }: { days: number; now: number; timeZone: string },
): Promise<Worked> {
  const since = now - days * DAY_MS;
  return workedIn(await db.inWorkspace(workspace, (tx) => teamNow(tx, workspace, { since, timeZone })), { days, now });
}
