import { quietAbsences } from '../calendar/quietTimes.ts';
import { DAY_MS } from '../domain/decay.ts';
import type { Model } from '../domain/model.ts';
import { alertPace } from '../domain/telling/pace.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import type { Settlement, Step } from '../store/steps.ts';
import type { Reader } from '../store/readers.ts';
import type { Workspace } from './parts.ts';
import { readerZone } from './readerZone.ts';

/** When the quiet hours end in which a rep is now, epoch ms; undefined: in none. */
export function quietUntil(
  rep: Pick<Reader, 'email' | 'timeZone' | 'preferences'> | undefined,
  ws: Pick<Workspace, 'timeZone'>,
  model: Pick<Model, 'routing'>,
  now: number,
): number | undefined {
  if (rep?.preferences.quiet === undefined) return undefined;
  const zone = readerZone(rep, ws, model);
  const times = quietAbsences(rep.preferences, zone, now - DAY_MS, now + DAY_MS);
  return times.find(({ from, to }) => from <= now && now < to)?.to;
}

/** A message that waits for the end of somebody's quiet hours; what may have been sent already stays so. */
export function waitsUntil({ id, calledAt }: Pick<Step, 'id' | 'calledAt'>, at: number): Settlement {
  return { id, kind: 'later', at, countAttempt: false, keepCall: calledAt !== undefined };
}

/** Whether its rep chose to read of such a lead at the end of the day, and may. */
export function mayWaitForDigest(
  { triggerType: type, lane, tier }: Pick<AlertSubject, 'triggerType' | 'lane' | 'tier'>,
  rep: Pick<Reader, 'preferences'> | undefined,
  { telling }: Pick<Model, 'telling'>,
): boolean {
  if (rep === undefined || type === undefined) return false;
  return alertPace({ type, lane, tier }, rep.preferences, telling) === 'digest';
}
