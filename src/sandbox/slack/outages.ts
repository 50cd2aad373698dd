import type { Reply } from '../server.ts';

/**
 * A bad hour of all of Slack's API. `errors`: HTTP 500; `silence`: no answer until it ends; `ratelimited`: 429. Calls have no
 * effect meanwhile.
 */
export type Outage = 'errors' | 'silence' | 'ratelimited';

/** Which outage there is, if any, and who waits for its end. */
export function outages() {
  let current: Outage | undefined;
  let waiting: (() => void)[] = [];
  return {
    begin: (outage: Outage) => void (current = outage),
    end(): void {
      current = undefined;
      for (const go of waiting) go();
      waiting = [];
    },
    /** What a call is answered instead; undefined when all is well. */
    async answer(): Promise<Reply | undefined> {
      if (current === undefined) return undefined;
      if (current === 'ratelimited')
        return { status: 429, headers: { 'Retry-After': '30' }, body: { ok: false, error: 'ratelimited' } };
      if (current === 'silence') await new Promise<void>((resolve) => waiting.push(resolve));
      return { status: 500, body: { ok: false, error: 'internal_error' } };
    },
  };
}
