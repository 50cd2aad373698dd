import { type TimedRep, zoneOfRep } from '../calendar/repTimes.ts';
import type { Model } from '../domain/model.ts';
import type { Workspace } from './parts.ts';

/** The zone in which somebody reads times: a rep's own, as the settings say, else the CRM; of anybody else the workspace's. */
export function readerZone(
  rep: Pick<TimedRep, 'email' | 'timeZone'> | undefined,
  { timeZone: defaultZone }: Pick<Workspace, 'timeZone'>,
  { routing: settings }: Pick<Model, 'routing'>,
): string {
  return rep === undefined ? defaultZone : zoneOfRep(rep, { settings, defaultZone });
}
