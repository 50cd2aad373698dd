import type { CrmLead } from '../crm/crm.ts';
import { type Mapping, signalFrom } from '../domain/mapping.ts';
import type { ReportedLead } from '../store/leads.ts';

/** Most activities mean nothing and are no bad input. */
const ORDINARY = 'no rule matches';

/** People with the signals their activity became; what could not be understood is counted by its reason. */
export function withSignals(
  people: CrmLead[],
  mapping: Mapping,
): { reported: ReportedLead[]; ignored: Record<string, number> } {
  const ignored: Record<string, number> = {};
  const reported = people.map(({ id, activities, ...person }) => {
    const signals = activities.flatMap((activity) => {
      const result = signalFrom(activity, mapping);
      if (result.kind === 'signal') return [result.signal];
      if (!result.reason.endsWith(ORDINARY)) ignored[result.reason] = (ignored[result.reason] ?? 0) + 1;
      return [];
    });
    return { ...person, record: id, signals };
  });
  return { reported, ignored };
}
