import type { Access } from './access.ts';
import type { Writer } from './ground.ts';
import type { Row } from './records.ts';
import { refused } from './refusal.ts';

/**
 * What everybody may do to everybody's records of these objects, in the words of `Organization.DefaultLeadAccess`: None is Private,
 * Read and Edit are Public Read Only and Read/Write. With it users have no other rights than those of their permission sets; without,
 * the profile of every user lets them change all.
 */
export type Sharing = { [object: string]: 'None' | 'Read' | 'Edit' | 'ReadEditTransfer' | 'ControlledByParent' };

/** An org that keeps nothing from anybody. */
export const usualSharing: Sharing = {
  Lead: 'ReadEditTransfer',
  Account: 'Edit',
  Contact: 'Edit',
  Opportunity: 'Edit',
};

type Held = Pick<Access, 'can' | 'permitted'>;
type Change = { object: string; before: Row; row: Row; by: Writer };

/**
 * Refuses a change of a record that this user may not make by the object's rights, its owner, or the org's default. Role hierarchy,
 * sharing rules and teams are not known here (codes: dossier 4.5 and the vendor's API guide on sharing).
 */
export function refuseUnshared(sharing: Sharing, held: Held, { object, before, row, by: { userId } }: Change): void {
  const open = sharing[object] === 'ControlledByParent' ? sharing['Account'] : sharing[object];
  if (open === undefined || userId === '') return;
  const readOnly = () => refused('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', []);
  if (held.can(userId, object, 'modifyAll')) return;
  if (!held.can(userId, object, 'edit')) throw readOnly();
  if (before['OwnerId'] === userId) return;
  if (open === 'None' && !held.can(userId, object, 'viewAll'))
    throw refused(
      'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      'insufficient access rights on cross-reference id',
      [],
    );
  if (open === 'None' || open === 'Read') throw readOnly();
  if (row['OwnerId'] !== before['OwnerId'] && !mayTransfer(open, held, object, userId)) throw readOnly();
}

function mayTransfer(open: string, held: Held, object: string, userId: string): boolean {
  if (open === 'ReadEditTransfer' || held.permitted(userId, 'TransferAnyEntity')) return true;
  return object === 'Lead' && held.permitted(userId, 'TransferAnyLead');
}
