import type { PlanView } from '../shared/api.ts';
import type { Edit } from './edits.ts';

/** A plan, and of which changes it is (`CheckRequest` as JSON). */
export type Planned = { of: string; id: string; view: PlanView };

/** Why nothing can be asked of the server yet. */
export function unaskable(edits: readonly Edit[]): string | undefined {
  const wrong = edits.filter((edit) => edit.wrong !== undefined).length;
  if (wrong === 0) return undefined;
  return wrong === 1 ? 'One value cannot be: mend it first.' : `${wrong} values cannot be: mend them first.`;
}

/** Why nothing can be published yet; undefined when the plan of exactly these changes was seen. */
export function closedBecause(edits: readonly Edit[], request: string, plan: Planned | undefined): string | undefined {
  const unasked = unaskable(edits);
  if (unasked !== undefined) return unasked;
  if (plan === undefined) return 'First look at what would have happened: press Plan.';
  if (plan.of !== request) return 'Something was changed since that plan: press Plan again.';
  if (plan.view.state === 'running') return 'The plan of these changes is being made.';
  return plan.view.state === 'failed' ? 'The plan of these changes failed: press Plan again.' : undefined;
}
