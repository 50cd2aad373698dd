import { readConfig } from '../config.ts';
import { modelFromStored } from '../model/read.ts';
import type { KeptTeam } from '../pipeline/repsStanding.ts';
import type { Tx } from '../store/db.ts';
import { currentModel } from '../store/models.ts';
import { type KeptRep, repsOf, repTimes } from '../store/reps.ts';
import type { Env } from './model.ts';

/** Whose reps there may be. */
export const CRMS = ['hubspot', 'salesforce'];

/** Everyone whom a CRM is known to have, once each. */
export async function knownReps(tx: Tx, workspace: string): Promise<KeptRep[]> {
  const found = new Map<string, KeptRep>();
  for (const crm of CRMS) for (const rep of await repsOf(tx, workspace, crm)) found.set(rep.id, rep);
  return [...found.values()];
}

/** The team by the settings that decide now, with what was said of times that ended after `since`. */
export async function teamNow(
  tx: Tx,
  workspace: string,
  { since, timeZone }: { since: number; timeZone: string },
): Promise<KeptTeam> {
  const { routing } = modelFromStored((await currentModel(tx, workspace))?.settings);
  const said = await repTimes(tx, workspace, since);
  return { reps: await knownReps(tx, workspace), said, settings: routing, defaultZone: timeZone };
}

/** The reader's zone. Wrong variables were reported when the workspace was opened. */
export function timeZoneFrom(env: Env): string {
  const read = readConfig(env);
  return read.ok ? read.config.defaultTimeZone : 'UTC';
}
