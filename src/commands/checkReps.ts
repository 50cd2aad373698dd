import { repTimesOf } from '../calendar/repTimes.ts';
import type { Config } from '../config.ts';
import { presentWithin } from '../domain/hours/availability.ts';
import { WEEK_MS } from '../domain/routing/check.ts';
import type { CheckedRep } from '../domain/routing/checkFindings.ts';
import type { RoutingSettings } from '../domain/routing/settings.ts';
import type { Db } from '../store/db.ts';
import { repTimes } from '../store/reps.ts';
import { knownReps } from './repsKnown.ts';

const DAYS_AHEAD = 8;

/** Everyone the CRM is known to have, by which ways they can be told, and when they are there in the week from now on. */
export async function checkedReps(
  db: Db,
  workspace: string,
  routing: RoutingSettings,
  { defaultTimeZone, slack }: Pick<Config, 'defaultTimeZone' | 'slack'>,
  now: number,
): Promise<CheckedRep[]> {
  const { known, said } = await db.inWorkspace(workspace, async (tx) => {
    return { known: await knownReps(tx, workspace), said: await repTimes(tx, workspace, now) };
  });
  // What the chat shows says little of the days to come.
  const reps = known.map(({ chat: _chat, ...rep }) => rep);
  const team = { reps, said, settings: routing, defaultZone: defaultTimeZone };
  const times = repTimesOf(team, new Map(), { now, daysAfter: DAYS_AHEAD });
  return reps.map(({ id, name, active, ...rep }) => {
    const time = times.get(id);
    const email = rep.email?.toLowerCase();
    return {
      name,
      active,
      ...(email !== undefined && { email }),
      // A person is found in Slack by their e-mail.
      channels: email === undefined ? [] : slack === undefined ? ['e-mail'] : ['slack', 'e-mail'],
      presence: time ? presentWithin(time, now, now + WEEK_MS) : [],
    };
  });
}
