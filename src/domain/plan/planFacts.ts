import type { Episode } from '../episodes.ts';
import type { LeadFacts } from '../fit/suppression.ts';

/** The facts of a lead whose last episode was closed like this: a rep who closed it as not a fit has disqualified the lead. */
export function disqualifiedBy(
  facts: LeadFacts,
  lastClosed: Pick<Episode, 'closedAs' | 'closedAt'> | undefined,
): LeadFacts {
  if (lastClosed?.closedAs !== 'not_a_fit' || lastClosed.closedAt === undefined) return facts;
  return { ...facts, attributes: { ...facts.attributes, disqualifiedAt: lastClosed.closedAt } };
}
