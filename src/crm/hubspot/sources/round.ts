import { z } from 'zod';

/** Calls for one page of ours: a long round takes several. */
const mostCalls = 10;

/** What a round asks, one after the other: a form, a webinar. */
const place = z.object({ id: z.string(), name: z.string() });
export type Place = z.infer<typeof place>;

/** A page of what HubSpot lists; `after` is where it goes on. */
export type Part<T> = { found: T[]; after: string | undefined };

/*
 * A round asks every place for what is new since `from`, which moves to the round's start when all were asked. `lists` is where
 * the list of places goes on; absent when it was read to its end. `page` is where the first of the queue goes on.
 */
const openRound = z.object({
  startedAt: z.number(),
  queue: z.array(place),
  lists: z.object({ after: z.string().optional() }).optional(),
  page: z.string().optional(),
});
type Round = z.infer<typeof openRound>;

/** Where a reading by rounds stands. */
export const roundPosition = z.object({ v: z.literal(1), from: z.number(), round: openRound.optional() });
export type RoundPosition = z.infer<typeof roundPosition>;

/** How the places are listed, and one of them read, newest first; either is one call. */
export type Asking<T> = {
  list: (after: string | undefined) => Promise<Part<Place>>;
  read: (of: Place, after: string | undefined) => Promise<Part<T>>;
};

/** The next ten calls of a round. Without a `round` in what it answers, everything before `from` was found. */
export async function goRound<T>(
  { from, round: open }: RoundPosition,
  { list, read }: Asking<T>,
  now: number,
): Promise<{ found: T[]; position: RoundPosition }> {
  const found: T[] = [];
  const startedAt = open?.startedAt ?? now;
  let left: Round | undefined = open ?? { startedAt, queue: [], lists: {} };
  for (let calls = 0; left !== undefined && calls < mostCalls; calls++) {
    const step: Step<T> = await nextStep(left, { list, read });
    found.push(...step.found);
    left = step.left;
  }
  return { found, position: left === undefined ? { v: 1, from: startedAt } : { v: 1, from, round: left } };
}

/** What one call found, and what is left of the round; nothing when that was the last. */
type Step<T> = { found: T[]; left: Round | undefined };

async function nextStep<T>({ startedAt, queue, lists, page }: Round, { list, read }: Asking<T>): Promise<Step<T>> {
  const [first, ...others] = queue;
  if (first === undefined) {
    const { found, after } = await list(lists?.after);
    return { found: [], left: leftOf({ startedAt, queue: found, ...(after !== undefined && { lists: { after } }) }) };
  }
  const { found, after } = await read(first, page);
  const rest = { startedAt, ...(lists && { lists }) };
  return { found, left: leftOf(after === undefined ? { ...rest, queue: others } : { ...rest, queue, page: after }) };
}

function leftOf(round: Round): Round | undefined {
  return round.queue.length === 0 && round.lists === undefined ? undefined : round;
}
