import type { Limits } from './portal.ts';
import { Refusal } from './refusal.ts';

/** Counts an app's calls in one account against HubSpot's limits (dossier 3.16). */
export type Meter = {
  /** Counts an ordinary call; throws the 429. The headers go on every answer that is let through. */
  take(): Record<string, string>;
  /** Counts a search: its own limit, no headers. Whether searches also fill the ten seconds is not documented; here they do not. */
  takeSearch(): Record<string, string>;
};

const policies = {
  TEN_SECONDLY_ROLLING: 'ten_secondly_rolling',
  SECONDLY: 'secondly',
  DAILY: 'daily',
};

/** `dayOf` names the account's calendar day of a time: the daily count starts again at its midnight. */
export function newMeter(limits: Limits, now: () => number, dayOf: (at: number) => string): Meter {
  let recent: number[] = [];
  let searches: number[] = [];
  let day = { name: dayOf(now()), calls: 0 };

  function countToday(): void {
    const name = dayOf(now());
    if (name !== day.name) day = { name, calls: 0 };
    if (day.calls >= limits.daily) throw tooMany('DAILY');
    day.calls += 1;
  }

  return {
    take() {
      recent = within(recent, now() - 10_000);
      if (recent.length >= limits.tenSecondly) throw tooMany('TEN_SECONDLY_ROLLING');
      countToday();
      recent.push(now());
      return {
        'X-HubSpot-RateLimit-Daily': String(limits.daily),
        'X-HubSpot-RateLimit-Daily-Remaining': String(limits.daily - day.calls),
        'X-HubSpot-RateLimit-Interval-Milliseconds': '10000',
        'X-HubSpot-RateLimit-Max': String(limits.tenSecondly),
        'X-HubSpot-RateLimit-Remaining': String(limits.tenSecondly - recent.length),
      };
    },
    takeSearch() {
      searches = within(searches, now() - 1_000);
      if (searches.length >= limits.searchPerSecond) throw tooMany('SECONDLY');
      countToday();
      searches.push(now());
      return {};
    },
  };
}

/** The times after `since`; most calls drop nothing or a few at the front. */
function within(times: number[], since: number): number[] {
  const first = times.findIndex((at) => at > since);
  return first < 0 ? [] : times.slice(first);
}

function tooMany(policyName: keyof typeof policies): Refusal {
  const message = `You have reached your ${policies[policyName]} limit.`;
  return new Refusal(429, 'RATE_LIMITS', message, { errorType: 'RATE_LIMIT', policyName });
}
