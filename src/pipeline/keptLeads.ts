import { factsOf, historyMs } from '../domain/look.ts';
import type { Model } from '../domain/model.ts';
import type { KeptLead } from '../domain/plan/planLead.ts';
import type { KeptLeadRow } from '../store/keptLeads.ts';
import type { Store } from '../store/store.ts';

const AT_ONCE = 500;
/** Before every lead's id. */
const FIRST_LEAD = '00000000-0000-0000-0000-000000000000';

/**
 * Hands on every kept lead that has a signal which any of these models can still feel at `from` or later, in the order of their
 * ids. Reads in short transactions, the next batch while this one is worked on, so what comes in meanwhile may be seen or not. Between
 * two leads everything else of this process has its turn. `progress` hears after every batch how many leads were read.
 */
export async function eachKeptLead(
  store: Pick<Store, 'together'>,
  workspace: string,
  {
    models,
    from,
    progress,
  }: { models: readonly Model[]; from: number; progress: (leads: number) => Promise<void> | void },
  take: (lead: KeptLeadRow) => void,
): Promise<void> {
  const since = from - Math.max(...models.map(historyMs));
  const read = (after: string) => store.together(workspace, (rows) => rows.keptLeads({ after, since, limit: AT_ONCE }));
  let next = read(FIRST_LEAD);
  for (let leads = 0; ;) {
    const batch = await next;
    const last = batch.at(-1);
    if (last === undefined) return;
    next = read(last.id);
    // Whoever fails in `take` must not leave a reading behind that fails on its own.
    next.catch(() => {});
    for (const lead of batch.filter(({ signals }) => signals.length > 0)) {
      take(lead);
      await new Promise<void>((resolve) => void setImmediate(resolve));
    }
    leads += batch.length;
    await progress(leads);
  }
}

/** A kept lead as it is played. Since when it is a customer depends on which lifecycles the model takes for customers. */
export function keptLeadFrom(row: KeptLeadRow, { suppression }: Model): KeptLead {
  const { id, record, lifecycle, lifecycleAt, statusAt, signals, contacts, closings, dealsWon } = row;
  const isCustomer = suppression.customerLifecycles.some((name) => name.toLowerCase() === lifecycle?.toLowerCase());
  return {
    id,
    facts: { ...factsOf(row), ...(statusAt !== undefined && { statusAt }) },
    signals,
    contacts,
    closings,
    dealsWon,
    ...(record !== undefined && { label: record }),
    ...(isCustomer && lifecycleAt !== undefined && { customerSince: lifecycleAt }),
  };
}
