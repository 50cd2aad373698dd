import type { Field } from './fields.ts';
import type { Writer } from './ground.ts';
import type { Records, Row, Value } from './records.ts';
import { refused, type Refusal } from './refusal.ts';
import type { Schema, SObject } from './schema.ts';

type Known = { schema: Schema; records: Records };

/** Refuses a row that lacks what its object needs, of these fields. */
export function refuseIncomplete(fields: Iterable<Field>, row: Row): void {
  const missing = [...fields]
    .filter(({ name, required }) => required && (row[name] ?? null) === null)
    .map(({ name }) => name);
  if (missing.length === 0) return;
  throw refused('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing);
}

/** Refuses a lookup whose record is not there or of another kind, and an owner who cannot own it. */
export function refuseDeadReferences(known: Known, object: SObject, row: Row, changed: readonly Field[]): void {
  for (const field of changed) {
    const id = row[field.name];
    if (field.type !== 'reference' || typeof id !== 'string') continue;
    const to = known.schema.ofId(id);
    const target = to && known.records.get(to, id);
    if (field.name === 'OwnerId') refuseOwner(known, object, id, target);
    const fits = to && field.referenceTo?.includes(to.name);
    if (!fits) throw wrongKind(field, id);
    if (!target) throw refused('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
    if (target['IsDeleted'] === true) throw refused('ENTITY_IS_DELETED', 'entity is deleted', []);
  }
}

function wrongKind({ name, label }: Field, id: string): Refusal {
  if (name === 'OwnerId') return refused('INVALID_CROSS_REFERENCE_KEY', `${label}: owner cannot be blank`, [name]);
  return refused('FIELD_INTEGRITY_EXCEPTION', `${label}: id value of incorrect type: ${id}`, [name]);
}

// A queue owns only kinds of records it is for; the wordings are the vendor's where the dossier has them (4.9).
function refuseOwner({ schema, records }: Known, object: SObject, id: string, owner: Row | undefined): void {
  if (!owner || owner['IsDeleted'] === true) {
    throw refused('INVALID_CROSS_REFERENCE_KEY', 'Owner ID: owner cannot be blank', ['OwnerId']);
  }
  if (id.startsWith('005')) {
    if (owner['IsActive'] === true) return;
    throw refused(
      'INACTIVE_OWNER_OR_USER',
      `operation performed with inactive user [${id.slice(0, 15)}] as owner of ${object.name.toLowerCase()}`,
      ['OwnerId'],
    );
  }
  const served = records
    .having(schema.object('QueueSobject'), 'QueueId', id)
    .some((row) => row['IsDeleted'] !== true && row['SobjectType'] === object.name);
  if (served && owner['Type'] === 'Queue') return;
  throw refused('INVALID_CROSS_REFERENCE_KEY', `Queue not associated with this SObject type`, ['OwnerId']);
}

/** Refuses a value of a unique field that another row has. */
export function refuseTaken({ records }: Known, object: SObject, row: Row, changed: readonly Field[]): void {
  for (const { name, unique } of changed) {
    const value = row[name] ?? null;
    if (!unique || value === null) continue;
    const holder = records
      .having(object, name, String(value))
      .find((other) => other['Id'] !== row['Id'] && other['IsDeleted'] !== true);
    if (!holder) continue;
    const message = `duplicate value found: ${name} duplicates value on record with id: ${String(holder['Id'])}`;
    throw refused('DUPLICATE_VALUE', message, [name]);
  }
}

/** Rules of single objects. */
export function refuseAgainstRules(
  { records, schema }: Known,
  object: SObject,
  row: Row,
  before: Row | undefined,
): void {
  const who: Value = row['WhoId'] ?? null;
  if (['Task', 'Event'].includes(object.name) && String(who).startsWith('00Q') && (row['WhatId'] ?? null) !== null) {
    throw refused('FIELD_INTEGRITY_EXCEPTION', 'WhatId: cannot specify whatId with lead whoId', ['WhatId']);
  }
  if (['Task', 'Event'].includes(object.name) && who !== before?.['WhoId'])
    refuseConvertedWho({ records, schema }, who);
  if (object.name === 'CampaignMember' && !before) refuseSecondMembership({ records, schema }, row);
  if (object.name === 'PermissionSetAssignment') refuseSecondAssignment({ records, schema }, row);
}

/** The vendor's help 000384333 has this code also for references to the id of a converted lead; of a task's WhoId it was not tried. */
function refuseConvertedWho({ records, schema }: Known, who: Value): void {
  if (typeof who !== 'string' || !who.startsWith('00Q')) return;
  if (records.get(schema.object('Lead'), who)?.['IsConverted'] !== true) return;
  throw refused('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', []);
}

function refuseSecondMembership({ records, schema }: Known, row: Row): void {
  const [field, id] = row['ContactId'] ? ['ContactId', row['ContactId']] : ['LeadId', row['LeadId'] ?? null];
  if (id === null || id === undefined)
    throw refused('REQUIRED_FIELD_MISSING', 'Required fields are missing: [LeadId]', ['LeadId']);
  const others = records.having(schema.object('CampaignMember'), String(field), String(id));
  const same = others.some(
    (one) => one['IsDeleted'] !== true && one['CampaignId'] === row['CampaignId'] && one['Id'] !== row['Id'],
  );
  if (same) throw refused('DUPLICATE_VALUE', 'Already a campaign member.', []);
}

function refuseSecondAssignment({ records, schema }: Known, row: Row): void {
  const others = records.having(schema.object('PermissionSetAssignment'), 'AssigneeId', String(row['AssigneeId']));
  const same = others.find((one) => one['PermissionSetId'] === row['PermissionSetId'] && one['Id'] !== row['Id']);
  if (!same || same['IsDeleted'] === true) return;
  throw refused(
    'DUPLICATE_VALUE',
    `Duplicate PermissionSetAssignment. Assignee: ${String(row['AssigneeId'])}; Permission Set: ${String(row['PermissionSetId'])}`,
    [],
  );
}

/** Whether a converted lead may be changed by this user (dossier 1.3). */
export function refuseConverted(
  may: (permission: string) => boolean,
  object: SObject,
  before: Row,
  { userId }: Writer,
): void {
  if (object.name !== 'Lead' || before['IsConverted'] !== true || userId === '') return;
  if (may('ViewEditConvertedLeads') || may('AllowViewEditConvertedLeads')) return;
  throw refused('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', []);
}
