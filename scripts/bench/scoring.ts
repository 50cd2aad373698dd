import { defaultModel } from '../../src/domain/model.ts';
import type { Signal } from '../../src/domain/signals.ts';
import { standingAt } from '../../src/domain/tiers.ts';

const SIGNALS_PER_LEAD = 20;
const LEADS = 2_000;
const WARM_UP_MS = 500;
const MEASURE_MS = 3_000;
const DAY_MS = 86_400_000;

/** Prints how many signals a second one core scores: folding, contributions, recipes, lanes and tier included. */
export async function benchScoring(): Promise<void> {
  const now = Date.UTC(2026, 0, 31);
  const leads = Array.from({ length: LEADS }, (_, lead) => mixedSignals(lead, now));
  scoreFor(WARM_UP_MS, leads, now);
  const { signals, ms, hot } = scoreFor(MEASURE_MS, leads, now);
  const perSecond = Math.round((signals / ms) * 1000).toLocaleString('en');
  console.log(
    `domain scoring: ${perSecond} signals/s on one core (${SIGNALS_PER_LEAD} mixed signals a lead, ${hot} of ${LEADS} leads hot)`,
  );
}

function scoreFor(budgetMs: number, leads: Signal[][], now: number): { signals: number; ms: number; hot: number } {
  const start = performance.now();
  let signals = 0;
  let hot = 0;
  for (let ms = 0; ms < budgetMs; ms = performance.now() - start) {
    hot = 0;
    for (const lead of leads) {
      if (standingAt(now, lead, defaultModel).hot) hot += 1;
      signals += lead.length;
    }
  }
  return { signals, ms: performance.now() - start, hot };
}

/** Twenty signals of any type over thirty days; the same for the same seed. */
export function mixedSignals(seed: number, now: number): Signal[] {
  const types = Object.keys(defaultModel.catalogue);
  const chance = chanceFrom(seed);
  return Array.from({ length: SIGNALS_PER_LEAD }, (_, index) => {
    const type = types[Math.floor(chance() * types.length)] ?? 'email_open';
    const at = now - Math.floor(chance() ** 2 * 30 * DAY_MS);
    const asset = `/page-${Math.floor(chance() * 4)}`;
    return { id: `s${index}`, subject: 'lead', type, at, receivedAt: at, asset, confidence: 1, source: 'bench' };
  });
}

/** Numbers in [0, 1) by a linear congruential generator (Numerical Recipes' constants). */
export function chanceFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
