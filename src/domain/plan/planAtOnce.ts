import { type LeadFacts, silencedBy } from '../fit/suppression.ts';
import type { Model } from '../model.ts';
import { wasHeardAt } from '../newHeat.ts';
import { standingAt } from '../tiers.ts';
import type { KeptLead } from './planLead.ts';

/**
 * True of a lead that a look at `now` would find hot, heard of lately enough and not silent: what opens an episode where none is
 * open. What came before anybody watched is no news.
 */
export function wouldOpenAt(now: number, lead: KeptLead, model: Model, watchingSince: number): boolean {
  const news = lead.signals.filter(({ at }) => at >= watchingSince);
  if (!wasHeardAt(now, news, model)) return false;
  const standing = standingAt(now, lead.signals, model);
  return standing.hot && silencedBy(factsNow(lead), standing, model) === undefined;
}

/** A rep who closed the last episode as not a fit has disqualified the lead. */
function factsNow({ facts, closings }: KeptLead): LeadFacts {
  const last = closings.at(-1);
  if (last?.as !== 'not_a_fit') return facts;
  return { ...facts, attributes: { ...facts.attributes, disqualifiedAt: last.at } };
}
