import type { Known } from './derived.ts';
import type { Row, Value } from './records.ts';
import type { SObject } from './schema.ts';
import { stamp } from './times.ts';

type Note = { object: SObject; row: Row };

/** What a change of a lead leaves in its history. A change of owner is two rows, one with the ids and one with the names (own knowledge). */
export function remembered(known: Known, object: SObject, row: Row, before: Row | undefined): Note[] {
  if (!before || object.name !== 'Lead') return [];
  const notes: Note[] = [];
  for (const name of object.tracked) {
    const [from, to] = [before[name] ?? null, row[name] ?? null];
    if (from === to) continue;
    const field = name.replace(/^OwnerId$/, 'Owner');
    notes.push(note(known, row, field, [from, to]));
    if (field === 'Owner') notes.push(note(known, row, field, [nameOf(known, from), nameOf(known, to)]));
  }
  return notes;
}

function note({ schema, records, now }: Known, lead: Row, field: string, [from, to]: [Value, Value]): Note {
  const object = schema.object('LeadHistory');
  const at = stamp(now());
  const row = {
    Id: records.nextId(object),
    LeadId: lead['Id'] ?? null,
    Field: field,
    DataType: field === 'Owner' ? 'EntityId' : 'Text',
    OldValue: from,
    NewValue: to,
    IsDeleted: false,
    CreatedDate: at,
    CreatedById: lead['LastModifiedById'] ?? null,
    SystemModstamp: at,
  };
  return { object, row };
}

function nameOf({ records, schema }: Known, id: Value): Value {
  const object = typeof id === 'string' ? schema.ofId(id) : undefined;
  return object ? (records.get(object, String(id))?.['Name'] ?? null) : null;
}
