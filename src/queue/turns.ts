import { randomUUID } from 'node:crypto';
import type { Hint } from './queue.ts';

export type TurnOptions = {
  /** Does some of what is due, and answers whether more may be left. */
  run: (work: Hint) => Promise<boolean>;
  /** Asks for another turn: behind what waits already, so that others come in between. */
  hint: (work: Hint) => Promise<void>;
  /** Least ms between two runs of a kind in a workspace; 0: it never waits. */
  gapMs: (work: Hint) => number;
  laneOf: (kind: string) => string;
  /** How many runs of a workspace a lane has at most, each of another kind. */
  mostAtOnce: (lane: string) => number;
  now: () => number;
};

export type Turns = {
  /** Runs now, or sees to it that it runs later, and then is over at once: nothing that only waits holds a worker. */
  take: (work: Hint) => Promise<void>;
  /** Forgets whoever waits; their rows stay due. */
  close: () => void;
};

/**
 * Who may run, so that one workspace's backlog, or a vendor that does not answer it, leaves workers to the others: a kind of a
 * workspace runs once at a time, what is hinted meanwhile runs once more after it, and what is left goes to the end of the
 * queue. Gaps let what comes meanwhile share one call: many small batches would spend the vendor's limit on themselves.
 */
export function inTurn({ run, hint, gapMs, laneOf, mostAtOnce, now }: TurnOptions): Turns {
  const nextAt = new Map<string, number>();
  const sleeping = new Map<string, NodeJS.Timeout>();
  /** The kinds that run, by workspace and lane. */
  const running = new Map<string, Set<string>>();
  /** What came while it could not run, by workspace and lane, then by kind. */
  const held = new Map<string, Map<string, Hint>>();
  let closed = false;

  // The queue takes an id only once while its job is there, and this one's is.
  const again = ({ workspace, kind }: Hint) => hint({ workspace, kind, id: `turn-${randomUUID()}` });

  function hold(place: string, work: Hint): void {
    const kinds = held.get(place) ?? new Map<string, Hint>();
    held.set(place, kinds.set(work.kind, work));
  }

  /** Its gap is waited for here, not in the queue. */
  async function ask(work: Hint): Promise<void> {
    const own = nameOf(work);
    const waitMs = (nextAt.get(own) ?? 0) - now();
    if (sleeping.has(own) || closed) return;
    if (waitMs <= 0) return again(work);
    const wake = () => {
      sleeping.delete(own);
      void again(work);
    };
    sleeping.set(own, setTimeout(wake, waitMs));
  }

  async function letGo(place: string): Promise<void> {
    const waiting = [...(held.get(place)?.values() ?? [])];
    held.delete(place);
    await Promise.all(waiting.map(ask));
  }

  async function take(work: Hint): Promise<void> {
    const own = nameOf(work);
    // That run will have taken no rows yet, so this hint is its as well.
    if (sleeping.has(own)) return;
    const lane = laneOf(work.kind);
    const place = `${work.workspace} ${lane}`;
    const kinds = running.get(place) ?? new Set();
    if (kinds.has(work.kind) || kinds.size >= mostAtOnce(lane)) return hold(place, work);
    if ((nextAt.get(own) ?? 0) > now()) return ask(work);
    const gap = gapMs(work);
    if (gap > 0) nextAt.set(own, now() + gap);
    running.set(place, kinds.add(work.kind));
    try {
      if (await run(work)) hold(place, work);
    } finally {
      kinds.delete(work.kind);
      if (kinds.size === 0) running.delete(place);
      await letGo(place);
    }
  }

  return {
    take,
    close() {
      closed = true;
      for (const timer of sleeping.values()) clearTimeout(timer);
    },
  };
}

function nameOf({ workspace, kind }: Hint): string {
  return `${workspace} ${kind}`;
}
