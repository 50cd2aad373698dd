import { Refusal } from './refusal.ts';

export type Limits = {
  /** Calls in any 24 hours; Enterprise Edition has 100,000 and more by licence (dossier 4.4). */
  daily: number;
  /** Requests of 20 s and more at once. */
  concurrentLong: number;
};

/** The API calls of the org as the vendor counts them. */
export type Meter = ReturnType<typeof newMeter>;

const minute = 60_000;
const minutesADay = 24 * 60;

/** Counted in minutes, so that 24 hours roll on without keeping every call. */
export function newMeter(limits: Limits, now: () => number) {
  const byMinute = new Map<number, number>();
  let total = 0;
  let longRunning = 0;

  function usedToday(): number {
    const oldest = Math.floor(now() / minute) - minutesADay;
    let used = 0;
    for (const [at, calls] of byMinute) {
      if (at <= oldest) byMinute.delete(at);
      else used += calls;
    }
    return used;
  }

  const header = () => ({ 'Sforce-Limit-Info': `api-usage=${usedToday()}/${limits.daily}` });
  return {
    limits,
    /** Counts one call and gives the header that tells of it; refuses when the day's calls are used up. */
    take(): Record<string, string> {
      if (longRunning >= limits.concurrentLong) {
        throw new Refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.');
      }
      if (usedToday() >= limits.daily) {
        throw new Refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
      }
      const at = Math.floor(now() / minute);
      byMinute.set(at, (byMinute.get(at) ?? 0) + 1);
      total += 1;
      return header();
    },
    header,
    usedToday,
    /** All calls ever counted. */
    total: () => total,
    /** Others' calls of today: an org has more than one integration. */
    use(calls: number): void {
      const at = Math.floor(now() / minute);
      byMinute.set(at, (byMinute.get(at) ?? 0) + calls);
    },
    setDaily: (calls: number): void => void (limits.daily = calls),
    /** As if others held so many long requests open. */
    setLongRunning: (count: number): void => void (longRunning = count),
  };
}
