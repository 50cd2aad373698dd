/** A stretch of time of which a source tells, `upTo` not included; without `upTo` it tells on. Epoch milliseconds. */
export type Stretch = { from: number; upTo?: number };

/** A source of activity, the kinds that it tells better than a record's own history, and when it did so, oldest first. */
export type Teller = { source: string; replaces: readonly string[]; stretches: readonly Stretch[] };

/** What was told: of which kind, when it happened, and by which source; a record's history has no `from`. */
type Told = { kind: string; at: number; from?: string };

/**
 * Who tells of this kind of activity at this instant: the first source that replaces it and was at work, undefined for the
 * record's own history. There is always one, and never two.
 */
export function tellerAt(kind: string, at: number, tellers: readonly Teller[]): string | undefined {
  return tellers.find(({ replaces, stretches }) => replaces.includes(kind) && stretches.some((one) => covers(one, at)))
    ?.source;
}

/** Whether it counts: its teller tells it. What a source tells beyond the kinds that it replaces always does. */
export function isTold({ kind, at, from }: Told, tellers: readonly Teller[]): boolean {
  if (from !== undefined && !replaces(from, kind, tellers)) return true;
  return tellerAt(kind, at, tellers) === from;
}

function replaces(source: string, kind: string, tellers: readonly Teller[]): boolean {
  return tellers.some((teller) => teller.source === source && teller.replaces.includes(kind));
}

function covers({ from, upTo = Infinity }: Stretch, at: number): boolean {
  return from <= at && at < upTo;
}

/** Whether the source tells now: its last stretch has no end. */
export function tellsOn(stretches: readonly Stretch[]): boolean {
  const last = stretches.at(-1);
  return last !== undefined && last.upTo === undefined;
}

/** The source takes over from `from` on, but not of what it gave back before. Nothing changes while it tells. */
export function takenOver(stretches: readonly Stretch[], from: number): Stretch[] {
  if (tellsOn(stretches)) return [...stretches];
  return [...stretches, { from: Math.max(from, stretches.at(-1)?.upTo ?? -Infinity) }];
}

/** The source tells no more: from `upTo` on, the history does. A source that told nothing yet never took over. */
export function givenBack(stretches: readonly Stretch[], upTo: number): Stretch[] {
  const last = stretches.at(-1);
  if (last === undefined || last.upTo !== undefined) return [...stretches];
  const before = stretches.slice(0, -1);
  return upTo <= last.from ? before : [...before, { from: last.from, upTo }];
}

/** The stretches without a hole: of one record, what the source turned out not to know. */
export function without(stretches: readonly Stretch[], hole: { from: number; upTo: number }): Stretch[] {
  if (hole.upTo <= hole.from) return [...stretches];
  return stretches.flatMap(({ from, upTo = Infinity }) => {
    const left: Stretch = { from, upTo: Math.min(upTo, hole.from) };
    const right: Stretch = { from: Math.max(from, hole.upTo), ...(upTo !== Infinity && { upTo }) };
    return [left, right].filter((one) => one.from < (one.upTo ?? Infinity));
  });
}

/** A source and a record's history may differ by this much about when the same thing happened. */
export const NEAR_MS = 120_000;

/** What was told of one record: by its history or by the source beside it. `kept`: it counts already. */
export type Twofold = { id: string; at: number; by: 'history' | 'source'; kept: boolean };

/**
 * The ids of those that are to count now, where the history and a source both may tell of the same: whichever told first has
 * told it, and the history where both come at once. Two nearer than NEAR_MS are the same, but each is the same as one other
 * only: of two that happened within a minute the second counts as well, as soon as it is told beside the first.
 */
export function firstTold(all: readonly Twofold[]): Set<string> {
  const those = (by: Twofold['by'], kept: boolean) =>
    all.filter((one) => one.by === by && one.kept === kept).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const history = uncovered(those('history', false), those('source', true));
  const source = uncovered(those('source', false), those('history', true));
  return new Set([...history, ...uncovered(source, history)].map(({ id }) => id));
}

/** Those that none of the covers is the same as. In order of time, each taking the first that is left, the fewest are. */
function uncovered(told: Twofold[], covers: Twofold[]): Twofold[] {
  let next = 0;
  return told.filter(({ at }) => {
    while ((covers[next]?.at ?? Infinity) <= at - NEAR_MS) next += 1;
    const isCovered = (covers[next]?.at ?? Infinity) < at + NEAR_MS;
    if (isCovered) next += 1;
    return !isCovered;
  });
}
