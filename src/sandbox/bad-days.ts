import { matchPath } from './path-pattern.ts';

/**
 * One spoilt call. `status`: this answer, and no effect. `cut`: the connection breaks before the effect, or after it (the
 * lost answer). `late`: effect at once, answer after `ms`. `nonsense`: effect, then a 200 that is not JSON.
 */
export type BadDay =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
  | { kind: 'cut'; when: 'before' | 'after' }
  | { kind: 'late'; ms: number }
  | { kind: 'nonsense' };

type Queued = { method: string; pattern: string; day: BadDay };

/** The queue of spoilt calls of one server, and the timers of its late answers. */
export function badDays() {
  const queue: Queued[] = [];
  const waiting = new Map<NodeJS.Timeout, () => void>();
  let stopped = false;
  return {
    add: (method: string, pattern: string, day: BadDay) => void queue.push({ method, pattern, day }),
    take(method: string, path: string): BadDay | undefined {
      const at = queue.findIndex((q) => (q.method === '*' || q.method === method) && matchPath(q.pattern, path));
      return at < 0 ? undefined : queue.splice(at, 1)[0]?.day;
    },
    wait: (ms: number) =>
      new Promise<void>((resolve) => {
        if (stopped) return resolve();
        const timer = setTimeout(() => {
          waiting.delete(timer);
          resolve();
        }, ms);
        waiting.set(timer, resolve);
      }),
    /** Lets late answers go, now and from now on. */
    stopWaiting() {
      stopped = true;
      for (const [timer, resolve] of waiting) {
        clearTimeout(timer);
        resolve();
      }
      waiting.clear();
    },
  };
}
