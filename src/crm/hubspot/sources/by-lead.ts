import type { Activity, SourcePage } from '../../crm.ts';

/** Activities gathered by whose they are; those of nobody known are left out. */
export function byLead(told: { leadId: string | undefined; activity: Activity }[]): SourcePage['found'] {
  const found = new Map<string, Activity[]>();
  for (const { leadId, activity } of told)
    if (leadId !== undefined) found.set(leadId, [...(found.get(leadId) ?? []), activity]);
  return [...found].map(([leadId, activities]) => ({ leadId, activities }));
}
