import type { NoticeKind, Pace, Preferences } from './preferences.ts';
import type { TellingSettings } from './settings.ts';

type Chosen = Pick<Preferences, 'notices' | 'alerts'>;

/** How soon a rep hears of a notice: at once where the floor says so, else as the rep chose, else as the settings say. */
export function paceOf(
  kind: NoticeKind,
  { notices }: Chosen,
  settings: Pick<TellingSettings, 'notices' | 'floor'>,
): Pace {
  if (settings.floor.notices.includes(kind)) return 'now';
  return notices?.[kind] ?? settings.notices[kind];
}

/** The heat of a hot lead, as the floor asks: `type` is the signal that made it hot, `lane` is that a fast lane did. */
export type Heat = { type: string; lane: boolean; tier: 1 | 2 };

/** Whether a rep hears of a hot lead at once. Above the floor they may keep some types of signal for the end of the day. */
export function alertPace(
  heat: Heat,
  { alerts = {} }: Chosen,
  { floor }: Pick<TellingSettings, 'floor'>,
): Exclude<Pace, 'off'> {
  if (isAboveFloor(heat, floor.hot)) return (Object.hasOwn(alerts, heat.type) ? alerts[heat.type] : undefined) ?? 'now';
  return 'now';
}

function isAboveFloor({ lane, tier }: Heat, floor: TellingSettings['floor']['hot']): boolean {
  if (floor === 'all') return false;
  return floor === 'lanes' ? !lane : tier !== 1;
}
