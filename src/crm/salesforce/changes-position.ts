import { z } from 'zod';

/** A transaction dates its records when it begins, and shows them when it ends: so far back a sweep begins again. */
const overlapMs = 300_000;

/*
 * A sweep reads each stream from its `from` on, oldest change first, and is followed by the next one, which starts `overlapMs`
 * earlier. Pages are taken by value and id, never by offset. `after` is the last id of those read at `at`; `high` is the latest
 * change seen; `done` says that the stream has no further page in this sweep.
 */
const position = z.object({
  from: z.number(),
  at: z.number(),
  after: z.string().optional(),
  high: z.number().optional(),
  done: z.literal(true).optional(),
});
export type Position = z.infer<typeof position>;

const sweep = z.object({ v: z.literal(1), startedAt: z.number(), streams: z.record(z.string(), position) });
export type Sweep = z.infer<typeof sweep>;

/**
 * The sweep to go on with: the one in the cursor, or the one after it. What is unreadable or new begins at `startAt`, which may be
 * another for each. A new sweep leaves out what `rests`, if it was read before: it stays where it is.
 */
export function openSweep(
  cursor: string | undefined,
  startAt: number | ((object: string) => number),
  now: number,
  objects: string[],
  rests: (object: string, lastAt: number) => boolean = () => false,
): Sweep {
  const known = cursor === undefined ? undefined : readCursor(cursor);
  const isOver = known === undefined || Object.values(known.streams).every(({ done }) => done);
  const streams = objects.map((object): [string, Position] => {
    const before = known?.streams[object];
    if (before && !(isOver && before.done)) return [object, before];
    if (before && known && rests(object, known.startedAt)) return [object, before];
    const from = before?.at ?? (typeof startAt === 'number' ? startAt : startAt(object));
    return [object, { from, at: from }];
  });
  return { v: 1, startedAt: isOver ? now : known.startedAt, streams: Object.fromEntries(streams) };
}

function readCursor(cursor: string): Sweep | undefined {
  try {
    return sweep.safeParse(JSON.parse(cursor)).data;
  } catch {
    return undefined;
  }
}

/** Where a stream goes on after a page. A full one is followed by another; else the stream rests until the next sweep. */
export function advance(
  at: Position,
  startedAt: number,
  { last, isFull }: { last: { id: string; at: number } | undefined; isFull: boolean },
): Position {
  const high = last?.at ?? at.high;
  if (isFull && last) return { from: at.from, at: last.at, after: last.id, high: last.at };
  // Bounded by what was seen, so that a clock of ours that runs ahead cannot step over changes that the org has yet to date.
  const settled = high === undefined ? at.from : Math.min(startedAt - overlapMs, nextSecond(high));
  const rest = Math.max(at.from, settled);
  return { from: rest, at: rest, done: true };
}

/** Salesforce dates by the second, and of a date in a query it is not known whether it looks at more. */
function nextSecond(at: number): number {
  return Math.floor(at / 1_000) * 1_000 + 1_000;
}

/** The same for a stream that the org does not have now: it begins there when it comes. */
export function absent(at: Position): Position {
  return { from: at.from, at: at.from, done: true };
}
