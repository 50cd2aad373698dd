/** What arrives one by one and is taken all at once. */
type Inbox<T> = {
  put(item: T): void;
  /** All that is there, in order; waits for something, at most so long, or until `signal` is aborted: then none. */
  take(waitMs: number, signal: AbortSignal): Promise<T[]>;
};

export function newInbox<T>(): Inbox<T> {
  let waiting: T[] = [];
  let wake = () => {};
  return {
    put(item) {
      waiting.push(item);
      wake();
    },
    async take(waitMs, signal) {
      if (waiting.length === 0 && !signal.aborted) await somethingOr(waitMs, signal, (woken) => (wake = woken));
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}

function somethingOr(waitMs: number, signal: AbortSignal, listen: (woken: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, waitMs);
    signal.addEventListener('abort', done, { once: true });
    listen(done);
  });
}
