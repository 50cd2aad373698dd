import type { KeptActionCall, RoutedLead } from '../store/actionCalls.ts';

/** Texts and numbers by the names of the action's outputs. */
export type Outputs = Record<string, string | number>;

/** What a workflow is told, and why. */
export type Completed = { outputs: Outputs; because: string };

/** How long a workflow waits for somebody to have the lead. */
const PATIENCE_MS = 2 * 60_000;

/**
 * What a workflow that asked to route is told: `opened`, `joined` (it was hot already), `held` (nobody can take it yet, it is kept)
 * or `refused`. Undefined while that is not known, two minutes at most. `lead` is undefined while its contact is not known.
 */
export function completedAs(call: KeptActionCall, lead: RoutedLead | undefined, now: number): Completed | undefined {
  const isLate = now - call.at >= PATIENCE_MS;
  if (lead === undefined) return isLate ? refused('nothing is known of this contact') : undefined;
  if (lead.episode === undefined) {
    if (!lead.unseen) return refused('it is kept from sales, as its card says', lead);
    return isLate ? completed('held', 'it has not been looked at yet', lead) : undefined;
  }
  if (lead.assignee === undefined)
    return isLate ? completed('held', lead.waitingBecause ?? 'nobody can have it yet', lead) : undefined;
  if (lead.unseen && !isLate) return undefined;
  const isNew = Math.max(lead.openedAt ?? 0, lead.roundAt ?? 0) >= call.at;
  return isNew ? completed('opened', 'a clock runs', lead) : completed('joined', 'it was hot already', lead);
}

/** Workflows enrol on what the first import wrote: what was before anybody watched wakes nobody. */
export function refusedAsHistory(): Completed {
  return refused('nothing happened since Hot Lead Signal was connected');
}

function refused(because: string, lead?: RoutedLead): Completed {
  return completed('refused', because, lead);
}

function completed(outcome: string, because: string, lead?: RoutedLead): Completed {
  const { score, tier, assignee } = lead ?? {};
  return {
    because,
    outputs: {
      outcome,
      ...(assignee !== undefined && { assigned_to: assignee }),
      ...(score !== undefined && { hot_lead_score: score }),
      ...(tier !== undefined && { hot_lead_tier: `tier_${tier}` }),
    },
  };
}
