import type { Activity, CrmLead } from '../crm/crm.ts';
import { accountKeyOf } from '../domain/accounts/accountKey.ts';
import { signalReader } from '../domain/mapping/mapping.ts';
import type { Model } from '../domain/model.ts';
import type { ReportedLead } from '../store/leads.ts';

/** Most activities mean nothing and are no bad input. */
const ORDINARY = 'no rule matches';

/**
 * People with their company and the signals that their activity became, as far as `told` says that it counts; what could not be
 * understood is counted by its reason.
 */
export function withSignals(
  people: CrmLead[],
  model: Model,
  told: (leadId: string, activity: Activity) => boolean = () => true,
): { reported: ReportedLead[]; ignored: Record<string, number> } {
  const ignored: Record<string, number> = {};
  const read = signalReader(model.mapping);
  const shared = new Set([...model.fit.freeDomains, ...model.suppression.disposableDomains]);
  const reported = people.map(({ id, activities, ...person }) => {
    const signals = activities.flatMap((activity) => {
      if (!told(id, activity)) return [];
      const result = read(activity);
      if (result.kind === 'signal') return [result.signal];
      if (!result.reason.endsWith(ORDINARY)) ignored[result.reason] = (ignored[result.reason] ?? 0) + 1;
      return [];
    });
    const accountKey = accountKeyOf(person, shared);
    return { ...person, record: id, signals, ...(accountKey !== undefined && { accountKey }) };
  });
  return { reported, ignored };
}
