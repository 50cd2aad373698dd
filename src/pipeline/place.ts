import type { Change, Crm } from '../crm/crm.ts';
import type { Workspace } from './parts.ts';

/** Where people, and programs outside, find a lead: in which CRM, under which id there. */
export function placeOf({ crm }: Workspace, record: string): { crm: Crm['kind']; record: string } {
  return crm.place?.(record) ?? { crm: crm.kind, record };
}

/** How we know a record that a vendor's own event, page or workflow names. */
export function namedBy(ws: Workspace | undefined, kind: Crm['kind'], record: string): string {
  return ws?.crm.named?.(kind, record) ?? record;
}

/** Changes that a vendor told, under the names by which we know its records. */
export function changesNamed(ws: Workspace | undefined, kind: Crm['kind'], changes: Change[]): Change[] {
  return changes.map((change) => ({
    ...change,
    key: namedBy(ws, kind, change.key),
    leadId: namedBy(ws, kind, change.leadId),
    ...(change.into !== undefined && { into: namedBy(ws, kind, change.into) }),
  }));
}
