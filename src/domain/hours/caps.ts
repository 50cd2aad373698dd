import type { RepTime } from './availability.ts';

/** Why somebody may not have one more, and until when; without end where time alone does not help. */
export function capReason({ caps, load, dayEndsAt }: RepTime, at: number): { because: string; to: number } | undefined {
  if (caps.openHot !== undefined && load.openHot >= caps.openHot)
    return { because: `has ${counted(load.openHot)}, ${most(load.openHot, caps.openHot)} allowed`, to: Infinity };
  const today = at < dayEndsAt ? load.today : 0;
  if (caps.perDay === undefined || today < caps.perDay) return undefined;
  return {
    because: `has had ${today} today, ${most(today, caps.perDay)} for a day`,
    to: caps.perDay > 0 ? dayEndsAt : Infinity,
  };
}

function counted(leads: number): string {
  return leads === 1 ? '1 open hot lead' : `${leads} open hot leads`;
}

function most(count: number, cap: number): string {
  return count > cap ? `more than the ${cap}` : 'the most';
}
