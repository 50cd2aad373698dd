import { Failure } from '../../failure.ts';
import type { Lane } from '../crm.ts';

/** The part of the rolling day's calls at which each lane stops, so that the rest is for those before it and for the org's others. */
const stopsAt: Record<Lane, number> = { import: 0.7, score: 0.8, now: 0.95 };
/**
 * How long what was heard of the day is believed. The count falls by itself as calls grow older than 24 h, and only an answer says
 * how far: so a stopped lane asks again after this.
 */
const believedMs = 15 * 60_000;

export type DailyCalls = {
  /** Reads `Sforce-Limit-Info: api-usage=18/15000`, which counts all apps of the org. Anything else is passed over. */
  heard(limitInfo: string | undefined): void;
  /** Throws Failure.rateLimited where what is left of the day is for those before this lane. */
  check(lane: Lane): void;
};

/** How many calls the org has left of its rolling 24 hours; `most`: of which no more are ever to be used, by all apps together. */
export function dailyCalls(
  now: () => number,
  keep?: (calls: { used: number; limit: number; heardAt: number }) => void,
  most = Infinity,
): DailyCalls {
  let last: { used: number; limit: number; heardAt: number } | undefined;
  return {
    heard(limitInfo) {
      const [, used, allowed] = /api-usage=(\d+)\/(\d+)/.exec(limitInfo ?? '')?.map(Number) ?? [];
      if (used === undefined || allowed === undefined || allowed === 0) return;
      const limit = Math.min(allowed, most);
      last = { used, limit, heardAt: now() };
      keep?.(last);
    },
    check(lane) {
      if (last === undefined || last.used < last.limit * stopsAt[lane]) return;
      const until = last.heardAt + believedMs;
      if (now() >= until) return;
      const used = `${last.used} of the org's ${last.limit} API calls of the last 24 hours are used`;
      const kept = lane === 'now' ? 'the last of them are for the org itself' : 'the rest is kept for hot leads';
      throw Failure.rateLimited(`salesforce: ${used}; ${kept}: waiting until older ones no longer count`, until, {
        code: 'daily_limit',
      });
    },
  };
}
