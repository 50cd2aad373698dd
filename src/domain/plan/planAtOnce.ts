import { silencedBy } from '../fit/suppression.ts';
import type { Model } from '../model.ts';
import { wasHeardAt } from '../newHeat.ts';
import { standingAt } from '../tiers.ts';
import { disqualifiedBy } from './planFacts.ts';
import type { KeptLead } from './planLead.ts';

/**
 * True of a lead that a look at `now` would find hot, heard of lately enough and not silent: what opens an episode where none is
 * open. What came before anybody watched is no news.
 */
export function wouldOpenAt(now: number, lead: KeptLead, model: Model, watchingSince: number): boolean {
  const news = lead.signals.filter(({ at }) => at >= watchingSince);
  if (!wasHeardAt(now, news, model)) return false;
  const standing = standingAt(now, lead.signals, model);
  const last = lead.closings.at(-1);
  const facts = disqualifiedBy(lead.facts, last && { closedAs: last.as, closedAt: last.at });
  return standing.hot && silencedBy(facts, standing, model) === undefined;
}
