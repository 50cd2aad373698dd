import type { ObjectType } from './object-types.ts';
import type { Portal } from './portal.ts';
import { liveRecord, touch } from './records.ts';
import { announce } from './webhook-events.ts';
import type { Writer } from './writes.ts';

/** To the recycle bin. Safe twice. */
export function archiveRecord(portal: Portal, type: ObjectType, id: string, { at, source }: Writer): void {
  const record = liveRecord(portal.shelves[type], id);
  if (!record) return;
  record.archivedAt = at;
  touch(portal.shelves[type], record, at);
  if (type === 'contacts')
    announce(portal, { kind: 'deletion', contactId: id, at, source, details: { changeFlag: 'DELETED' } });
}

/** Out of the recycle bin, with all it had. */
export function restoreContact(portal: Portal, id: string, { at, source }: Writer): void {
  const record = portal.shelves.contacts.records.get(id);
  if (record?.archivedAt === undefined) throw new Error(`the sandbox has no archived contact ${id}`);
  delete record.archivedAt;
  touch(portal.shelves.contacts, record, at);
  announce(portal, { kind: 'restore', contactId: id, at, source, details: { changeFlag: 'RESTORED' } });
}
