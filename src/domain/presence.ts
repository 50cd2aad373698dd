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

/**
 * A clock that runs only while at least one rep is there: ms of such time up to an instant, from an arbitrary zero. The
 * difference of two answers is the working time between them.
 */
export function workingClock(shifts: readonly Shift[]): (at: number) => number {
  const spans = staffedSpans(shifts);
  const before = [0];
  for (const { from, to } of spans) before.push((before.at(-1) ?? 0) + to - from);
  return (at) => {
    const begun = countBegun(spans, at);
    const last = spans[begun - 1];
    return last === undefined ? 0 : (before[begun] ?? 0) - Math.max(0, last.to - at);
  };
}

/** The times in which somebody is there, in order and without overlaps. */
function staffedSpans(shifts: readonly Shift[]): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (const { from, to } of shifts.toSorted((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else spans.push({ from, to });
  }
  return spans;
}

/** How many of the spans had begun by then. */
function countBegun(spans: readonly { from: number }[], at: number): number {
  let [begun, later] = [0, spans.length];
  while (begun < later) {
    const middle = Math.floor((begun + later) / 2);
    if ((spans[middle]?.from ?? Infinity) <= at) begun = middle + 1;
    else later = middle;
  }
  return begun;
}
