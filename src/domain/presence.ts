const dayMs = 86_400_000;

/** A stretch of time in which a rep worked, both ends included, epoch ms. */
export type Shift = { rep: string; from: number; to: number };

/** A touch by a rep; `offsetMs` is the UTC offset of the clock on the rep's wall (east is positive). */
export type Touch = { rep: string; at: number; offsetMs: number };

/**
 * When reps were there, as far as their own touches tell: on each local calendar day from the first touch to the last.
 * A day with one touch is that instant. Shifts come in order of their start.
 */
export function shiftsSeen(touches: readonly Touch[]): Shift[] {
  const shifts = new Map<string, Shift>();
  for (const { rep, at, offsetMs } of touches) {
    const key = `${Math.floor((at + offsetMs) / dayMs)} ${rep}`;
    const seen = shifts.get(key);
    shifts.set(key, { rep, from: Math.min(seen?.from ?? at, at), to: Math.max(seen?.to ?? at, at) });
  }
  return [...shifts.values()].toSorted((a, b) => a.from - b.from || (a.rep < b.rep ? -1 : 1));
}
