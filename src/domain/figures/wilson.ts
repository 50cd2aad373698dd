/** A share (0 to 1) and Wilson's interval around it at 95%. All absent where there was nothing to count. */
export type Share = { share?: number; low?: number; high?: number };

/** So many of so many, and what that says. */
export type Proportion = Share & { hits: number; of: number };

/** The normal quantile that leaves 2.5% on each side. */
const Z95 = 1.959964;

/** Wilson, Probable inference, the law of succession, 1927: right for small counts and for shares near 0 and 1 too. */
export function wilson(hits: number, of: number): Share {
  if (of === 0) return {};
  const share = hits / of;
  const middle = share + Z95 ** 2 / (2 * of);
  const reach = Z95 * Math.sqrt((share * (1 - share)) / of + Z95 ** 2 / (4 * of ** 2));
  const whole = 1 + Z95 ** 2 / of;
  return { share, low: Math.max(0, (middle - reach) / whole), high: Math.min(1, (middle + reach) / whole) };
}

export function proportion(hits: number, of: number): Proportion {
  return { hits, of, ...wilson(hits, of) };
}
