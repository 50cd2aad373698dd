/**
 * Slack's published pace, as token buckets that start full. chat.postMessage: one a second for each channel, "short bursts"
 * tolerated without saying how many; 5 is chosen because it is small enough that a caller who ignores the limit meets it in a
 * test, and large enough for one alert with its thread. Other methods: their tier's calls a minute, spent freely within it.
 * (docs.slack.dev/apis/web-api/rate-limits, read 2026-11-21)
 */
const MESSAGE_BURST = 5;
const TIER_PER_MINUTE = { 2: 20, 3: 50, 4: 100 } as const;

export type Tier = keyof typeof TIER_PER_MINUTE;

/** `spend` gives undefined when the call may pass, else the whole seconds to wait (Retry-After). */
export function limiter(now: () => number) {
  const buckets = new Map<string, { tokens: number; at: number }>();

  function spend(key: string, capacity: number, perSecond: number): number | undefined {
    const at = now();
    const last = buckets.get(key) ?? { tokens: capacity, at };
    const tokens = Math.min(capacity, last.tokens + (Math.max(0, at - last.at) / 1000) * perSecond);
    const passes = tokens >= 1;
    buckets.set(key, { tokens: passes ? tokens - 1 : tokens, at });
    return passes ? undefined : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }

  return {
    message: (channel: string) => spend(`message ${channel}`, MESSAGE_BURST, 1),
    method: (name: string, tier: Tier) => spend(name, TIER_PER_MINUTE[tier], TIER_PER_MINUTE[tier] / 60),
  };
}
