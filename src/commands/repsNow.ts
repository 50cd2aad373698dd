import { daysBegun } from '../calendar/repTimes.ts';
import { DAY_MS } from '../domain/decay.ts';
import { DAYS_BACK, type RepsAnswer, repsStanding } from '../pipeline/repsStanding.ts';
import type { Db } from '../store/db.ts';
import { lockPools, repLoads } from '../store/reps.ts';
import { teamNow } from './repsKnown.ts';

/** Everyone whom the CRM is known to have, and how fair the pools are, all in the order of names. `timeZone` is the reader's. */
export async function repsNow(db: Db, workspace: string, now: number, timeZone: string): Promise<RepsAnswer> {
  const { team, ...has } = await db.inWorkspace(workspace, async (tx) => {
    const found = await teamNow(tx, workspace, { since: now - DAYS_BACK * DAY_MS, timeZone });
    const loads = await repLoads(tx, workspace, daysBegun(found, now));
    // Last, since whoever routes waits until this is over.
    return { team: found, loads, accounts: await lockPools(tx, workspace) };
  });
  return repsStanding(team, has, now, timeZone);
}
