import type { Decay, Model } from './model.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** Milliseconds after which a signal of this decay adds nothing; at exactly this age it is already 0. */
export function lifetimeMs(decay: Decay, model: Model): number {
  return (decay.kind === 'weekly' ? model.windowDays : decay.days) * DAY_MS;
}

/** The part of its points, 0 to 1, that a signal keeps at an age. It never rises with age. */
export function weightAt(ageMs: number, decay: Decay, model: Model): number {
  const lifetime = lifetimeMs(decay, model);
  if (ageMs >= lifetime) return 0;
  if (decay.kind === 'hold') return 1;
  if (decay.kind === 'linear') return 1 - ageMs / lifetime;
  return (1 - decay.loss) ** (ageMs / WEEK_MS);
}
