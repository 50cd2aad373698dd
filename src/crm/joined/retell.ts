import type { Activity, Crm, CrmLead, Source } from '../crm.ts';
import type { Naming, Side } from './naming.ts';

/**
 * What one CRM tells, as the other may be told beside it: source ids never meet (`salesforce-...`), and a history that no source
 * replaces says whose it is, so that the other CRM's sources do not take its place.
 */
export function retelling(side: Side, crm: Crm, otherCrm: Crm, naming: Naming) {
  const marked = (id: string) => (side === 'second' ? `${crm.kind}-${id}` : id);
  const isAlone = !crm.sources.some(isTwofold) && otherCrm.sources.some(isTwofold);
  const activity = ({ from, ...one }: Activity): Activity => {
    const by = from === undefined ? (isAlone ? crm.kind : undefined) : marked(from);
    return { ...one, sourceId: marked(one.sourceId), ...(by !== undefined && { from: by }) };
  };
  return {
    activity,
    lead: (lead: CrmLead): CrmLead => ({
      ...lead,
      id: naming.named(side, lead.id),
      activities: lead.activities.map(activity),
    }),
    source: ({ id, everyMs, replaces, adds }: Source): Omit<Source, 'since'> => ({
      id: marked(id),
      everyMs,
      replaces,
      adds: adds.map((one) => ({ ...one, history: marked(one.history) })),
    }),
  };
}

function isTwofold({ replaces, adds }: Source): boolean {
  return replaces.length + adds.length > 0;
}
