import type { Pressed } from '../channels/answers.ts';
import type { Model } from '../domain/model.ts';
import { paceOf } from '../domain/telling/pace.ts';
import type { NoticeKind, Preferences } from '../domain/telling/preferences.ts';
import type { Rows } from '../store/store.ts';
import type { Person } from './who.ts';

/**
 * Keeps what a rep chose, and says where the admin's floor is stronger. Their quiet hours may have changed who is there: leads that
 * wait are asked again. Safe twice.
 */
export async function keepPreferences(
  rows: Rows,
  { rep }: Person,
  preferences: Preferences,
  { telling }: Pick<Model, 'telling'>,
  now: number,
): Promise<Pressed> {
  if (rep === undefined)
    return {
      ok: false,
      text: 'Nobody with your e-mail address is a rep in your CRM, so nothing was kept: ask your admin.',
    };
  await rows.savePreferences(rep.id, preferences);
  await rows.wakeWaiting('route', now);
  const overruled = Object.entries(preferences.notices ?? {}).filter(
    ([kind, pace]) => paceOf(kind as NoticeKind, preferences, telling) !== pace,
  );
  const later = Object.values(preferences.alerts ?? {}).includes('digest') && telling.floor.hot === 'all';
  const isFloored = overruled.length > 0 || later;
  return {
    ok: true,
    text: isFloored ? 'Saved. Some of it comes at once all the same: your admin set that.' : 'Saved.',
  };
}
