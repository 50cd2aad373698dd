import type { Hint } from './queue.ts';

export type Sweeper = { close(): Promise<void> };

/**
 * Hints at everything that is due, every `everyMs`, until closed: what makes a lost job, a flushed Redis or a timer that came
 * due harmless. One sweep at a time; a failed one is told and the next goes on.
 */
export function sweep(options: {
  everyMs: number;
  now: () => number;
  due: () => Promise<Hint[]>;
  hint: (work: Hint) => Promise<void>;
  onTrouble: (error: Error) => void;
}): Sweeper {
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let running: Promise<void> = Promise.resolve();
  async function once(): Promise<void> {
    try {
      // A job that died with its process keeps its id taken until the queue calls it stalled: a new id every ten seconds.
      const turn = Math.floor(options.now() / 10_000);
      for (const work of await options.due()) {
        // A queue that is away lets every hint wait for seconds.
        if (closed) return;
        await options.hint({ ...work, id: `${work.id}-${turn}` });
      }
    } catch (error) {
      options.onTrouble(error instanceof Error ? error : new Error(String(error)));
    }
    if (!closed) timer = setTimeout(start, options.everyMs);
  }
  function start(): void {
    running = once();
  }
  start();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
