import type { Source, SourcePage } from '../crm.ts';
import { type Both, other, SIDES } from './both.ts';
import type { Side } from './naming.ts';
import { headsOf } from './pages.ts';
import { retelling } from './retell.ts';

/** The sources of two CRMs, whose ids never meet; what they tell is told of the record by which everybody knows the person. */
export function sourcesOfBoth(both: Both): Source[] {
  return SIDES.flatMap((side) => both[side].sources.map((source) => sourceTold(both, side, source)));
}

function sourceTold(both: Both, side: Side, source: Source): Source {
  const retold = retelling(side, both[side], both[other(side)], both.naming);
  return {
    ...retold.source(source),
    since: async (cursor, startAt) => {
      const page = await source.since(cursor, startAt);
      if ('absent' in page) return page;
      const named = page.found.map(({ leadId, activities }) => {
        return { leadId: both.naming.named(side, leadId), activities: activities.map(retold.activity) };
      });
      const heads = await headsOf(
        both,
        named.map(({ leadId }) => leadId),
      );
      return {
        ...page,
        found: together(named.map((one) => ({ ...one, leadId: heads.get(one.leadId) ?? one.leadId }))),
      };
    },
  };
}

/** Each person once. */
function together(found: SourcePage['found']): SourcePage['found'] {
  return [...Map.groupBy(found, ({ leadId }) => leadId)].map(([leadId, all]) => {
    return { leadId, activities: all.flatMap(({ activities }) => activities) };
  });
}
