import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/decay.ts';
import { defaultModel, type Model } from '../../src/domain/model.ts';
import { addLead, newTally, planOf } from '../../src/domain/plan/plan.ts';
import { type KeptLead, type Period, playKept } from '../../src/domain/plan/planLead.ts';
import type { Signal } from '../../src/domain/signals.ts';

export const LEADS = 100_000;
const SIGNALS_PER_LEAD = 10;
export const END = Date.UTC(2026, 0, 31);
export const DAYS = 30;

/** Out of a thousand signals, how many are of a type: most people read mails and come back, few ask for a demo. */
const shares: [type: string, share: number][] = [
  ['email_open', 350],
  ['return_visit', 190],
  ['blog_engagement', 140],
  ['email_link_click', 90],
  ['ad_engagement', 50],
  ['social_interaction', 40],
  ['pricing_page_visit', 30],
  ['case_study_download', 20],
  ['technical_docs', 20],
  ['webinar_attendance', 15],
  ['careers_page_visit', 10],
  ['buying_guide_download', 10],
  ['competitor_comparison', 8],
  ['funding_announced', 7],
  ['roi_calculator', 5],
  ['teammate_invited', 5],
  ['demo_request', 3],
  ['contact_sales', 2],
  ['free_trial_start', 2],
  ['upgrade_page_visit', 2],
  ['positive_reply', 1],
];

/** Prints how many kept events a second one core plans with: each lead played under the current model and under a draft. */
export function benchPlan(): void {
  const period = { from: END - DAYS * DAY_MS, to: END };
  const tally = newTally(period);
  const draft = draftModel();
  let [ms, peak, alerted] = [0, 0, 0];
  for (let index = 0; index < LEADS; index++) {
    const lead = leadMade(index, period);
    const start = performance.now();
    const [now, then] = [playKept(lead, defaultModel, period, period.from), playKept(lead, draft, period, period.from)];
    addLead(tally, lead, now, then);
    ms += performance.now() - start;
    if (now.openings.length > 0) alerted += 1;
    if (index % 1000 === 0) peak = Math.max(peak, process.memoryUsage.rss());
  }
  const { events, alerts } = planOf(tally);
  const perSecond = Math.round((events / ms) * 1000).toLocaleString('en');
  console.log(
    `domain plan: ${perSecond} events/s on one core, ${(ms / 1000).toFixed(1)} s for ${events.toLocaleString('en')} events of ` +
      `${LEADS.toLocaleString('en')} leads under both models (${alerted} leads alerted; ${alerts.current} alerts become ` +
      `${alerts.draft}); peak memory ${Math.round(peak / 2 ** 20)} MB`,
  );
}

/** Pricing pages count more, and the bars of tier 2 are lower. */
export function draftModel(): Model {
  const { catalogue, tiers } = defaultModel;
  const pricing = catalogue['pricing_page_visit'];
  return {
    ...defaultModel,
    version: 2,
    ...(pricing && { catalogue: { ...catalogue, pricing_page_visit: { ...pricing, points: 30 } } }),
    tiers: { ...tiers, two: { ...tiers.two, score: 60 } },
  };
}

/** The same for the same seed. Some signals come hours late or a moment early; reps answer half of those who ask. */
export function leadMade(seed: number, { from }: Period): KeptLead {
  const chance = chanceFrom(seed);
  const signals = Array.from({ length: SIGNALS_PER_LEAD }, (_, index) => signalMade(index, from, chance));
  const asked = signals.filter(({ type }) => ['demo_request', 'contact_sales', 'positive_reply'].includes(type));
  const answered = asked.filter(() => chance() < 0.5);
  const contacts = answered.map(({ receivedAt }) => receivedAt + Math.floor(chance() * 4 * HOUR_MS));
  const id = `lead-${seed}`;
  const lost = contacts.slice(0, 1).filter(() => chance() < 0.2);
  const closings = lost.map((at) => ({ at: at + 8 * HOUR_MS, as: 'lost' as const }));
  const isCustomer = chance() < 0.05;
  return {
    id,
    facts: { id, email: `${id}@example.com` },
    signals,
    contacts,
    closings,
    ...(isCustomer && { customerSince: from + Math.floor(chance() * DAYS * DAY_MS) }),
  };
}

function signalMade(index: number, from: number, chance: () => number): Signal {
  const type = typeAt(chance());
  const at = from + Math.floor(chance() * DAYS * DAY_MS);
  return {
    id: `s${index}`,
    subject: type === 'funding_announced' ? 'company' : 'lead',
    type,
    at,
    receivedAt: at + delayMade(chance),
    asset: `/page-${Math.floor(chance() * 4)}`,
    confidence: 1,
    source: 'bench',
  };
}

function typeAt(drawn: number): string {
  let left = drawn * 1000;
  for (const [type, share] of shares) if ((left -= share) < 0) return type;
  return 'email_open';
}

function delayMade(chance: () => number): number {
  const kind = chance();
  if (kind < 0.05) return Math.floor(chance() * 12 * HOUR_MS);
  return kind < 0.08 ? -Math.floor(chance() * 2 * MINUTE_MS) : Math.floor(chance() * MINUTE_MS);
}

/** Numbers in [0, 1) by a linear congruential generator (Numerical Recipes' constants). */
function chanceFrom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
