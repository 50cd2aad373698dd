import { type Conversions, conversionsBy } from '../conversion.ts';
import type { Round } from './rounds.ts';

/** A deal of a lead, as the CRM last told it. Times are epoch ms, absent where the CRM did not say. */
export type LeadDeal = {
  lead: string;
  state: 'open' | 'won' | 'lost';
  createdAt?: number | undefined;
  changedAt?: number | undefined;
};

/**
 * Who of the leads that were hot became an opportunity afterwards, all and by the signal type that made them hot. Leads with a
 * deal under way when they became hot cannot become what they are, and are not counted; nor are `undated` leads, of whose
 * deals nobody knows when they began.
 */
export function opportunitiesOf(
  rounds: readonly Round[],
  deals: readonly LeadDeal[],
): Conversions & { undated: number } {
  const dealsOf = Map.groupBy(deals, ({ lead }) => lead);
  const signals: { lead: string; type: string; at: number }[] = [];
  const wonAt = new Map<string, number>();
  let undated = 0;
  for (const [lead, own] of Map.groupBy(rounds, (round) => round.lead)) {
    const hotAt = own.reduce((first, { startedAt }) => Math.min(first, startedAt), Infinity);
    const ofLead = dealsOf.get(lead) ?? [];
    if (ofLead.some(({ createdAt }) => createdAt === undefined)) undated += 1;
    else if (!ofLead.some((deal) => wasUnderWay(deal, hotAt))) {
      signals.push(...own.map(({ type, startedAt }) => ({ lead, type, at: startedAt })));
      const first = firstAfter(ofLead, hotAt);
      if (first !== undefined) wonAt.set(lead, first);
    }
  }
  return { ...conversionsBy(signals, wonAt), undated };
}

/** A deal that was decided by then had last changed by then. */
function wasUnderWay({ state, createdAt, changedAt }: LeadDeal, at: number): boolean {
  const began = createdAt !== undefined && createdAt < at;
  return began && (state === 'open' || changedAt === undefined || changedAt >= at);
}

function firstAfter(deals: readonly LeadDeal[], at: number): number | undefined {
  const times = deals.flatMap(({ createdAt }) => (createdAt !== undefined && createdAt >= at ? createdAt : []));
  return times.length === 0 ? undefined : Math.min(...times);
}
