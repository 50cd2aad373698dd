import type { Lane } from './crm/crm.ts';
import { type Clock, laneTurns } from './laneTurns.ts';
import type { Db } from './store/db.ts';

/** Our own pace, where nothing else is set. */
export const ORG_CALLS_PER_10_SECONDS = 200;
/** Calls that may come at once: what a lane leaves is for the ones before it. */
const BURST: Record<Lane, number> = { now: 20, score: 12, import: 6 };

/**
 * Salesforce limits no calls by the second: only those of a day, which the adapter watches, and the ones of 20 s and more that are
 * under way at once (25 in an org, 5 in a developer's: dossier 4.4). So this is an even pace shared by all processes, far above what
 * a day allows on average, that keeps a storm after an outage from filling those places with slow calls.
 */
export function salesforceTurns(
  db: Db,
  workspace: string,
  { callsPer10Seconds = ORG_CALLS_PER_10_SECONDS, ...clock }: { callsPer10Seconds?: number } & Clock,
): (lane: Lane) => Promise<void> {
  const limitOf = (_bucket: 'call', lane: Lane) => ({ everyMs: 10_000 / callsPer10Seconds, burst: BURST[lane] });
  const turns = laneTurns(db, { workspace, crm: 'salesforce', limitOf }, clock);
  return (lane) => turns('call', lane);
}
