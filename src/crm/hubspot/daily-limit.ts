import { Failure } from '../../failure.ts';
import type { Lane } from '../crm.ts';
import { nextMidnight } from './midnight.ts';

/** The part of a day's calls that each lane leaves to those before it. */
const leaves: Record<Lane, number> = { now: 0, score: 0.05, import: 0.2 };

/** `most` calls a day, of which `remaining` are left. */
export type DailyCalls = { most: number; remaining: number; heardAt: number };

export type DailyLimit = {
  /** Reads what an answer says of the day; answers of searches say nothing. */
  heard(headers: Headers): void;
  /** Throws Failure.rateLimited, until the account's midnight, where what is left of the day is for those before this lane. */
  check(lane: Lane): void;
};

/** How many calls the account's day has left: the count HubSpot gives is of all apps of the account, so nothing is counted here. */
export function dailyLimit(options: {
  now: () => number;
  /** The account's IANA zone now. */
  timeZone: () => string;
  /** Told at every answer that says how many are left. */
  keep?: (calls: DailyCalls) => void;
}): DailyLimit {
  let last: { most: number; remaining: number; until: number } | undefined;
  return {
    heard(headers) {
      const [most, remaining] = ['Daily', 'Daily-Remaining'].map((name) =>
        Number(headers.get(`x-hubspot-ratelimit-${name}`) ?? Number.NaN),
      );
      if (most === undefined || remaining === undefined || !(most > 0) || !(remaining >= 0)) return;
      const heardAt = options.now();
      last = { most, remaining, until: nextMidnight(heardAt, options.timeZone()) };
      options.keep?.({ most, remaining, heardAt });
    },
    check(lane) {
      if (last === undefined || options.now() >= last.until || last.remaining > last.most * leaves[lane]) return;
      if (lane === 'now') return;
      const left = `${last.remaining} of the account's ${last.most} calls of today are left`;
      throw Failure.rateLimited(
        `hubspot: ${left}, which are kept for hot leads: the rest waits for midnight`,
        last.until,
        {
          code: 'daily_limit',
        },
      );
    },
  };
}
