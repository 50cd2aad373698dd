import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Field } from './fields.ts';
import type { SObject } from './schema.ts';
import type { Row, Value } from './records.ts';

/** The shape of a change event of one object as it is now; its id changes with the object's fields. */
export type EventSchema = { id: string; json: string; fields: Field[]; encode: (event: object) => Buffer };

export type ChangeType =
  | 'CREATE'
  | 'UPDATE'
  | 'DELETE'
  | 'UNDELETE'
  | 'GAP_CREATE'
  | 'GAP_UPDATE'
  | 'GAP_DELETE'
  | 'GAP_OVERFLOW';

/** What the header of a change event says. */
export type ChangeHeader = {
  entityName: string;
  recordIds: string[];
  changeType: ChangeType;
  changeOrigin: string;
  transactionKey: string;
  commitTimestamp: number;
  commitNumber: number;
  commitUser: string;
};

// avro-js has no types of its own.
const { parse } = createRequire(import.meta.url)('avro-js') as {
  parse: (schema: unknown) => { toBuffer: (value: object) => Buffer };
};

const names = { type: 'array', items: 'string' };

/** Order and names as the vendor documents the header (dossier 4.6). */
const header = {
  type: 'record',
  name: 'ChangeEventHeader',
  fields: [
    { name: 'entityName', type: 'string' },
    { name: 'recordIds', type: names },
    {
      name: 'changeType',
      type: {
        type: 'enum',
        name: 'ChangeType',
        symbols: [
          'CREATE',
          'UPDATE',
          'DELETE',
          'UNDELETE',
          'GAP_CREATE',
          'GAP_UPDATE',
          'GAP_DELETE',
          'GAP_UNDELETE',
          'GAP_OVERFLOW',
        ],
      },
    },
    { name: 'changeOrigin', type: 'string' },
    { name: 'transactionKey', type: 'string' },
    { name: 'sequenceNumber', type: 'int' },
    { name: 'commitTimestamp', type: 'long' },
    { name: 'commitNumber', type: 'long' },
    { name: 'commitUser', type: 'string' },
    { name: 'nulledFields', type: names },
    { name: 'diffFields', type: names },
    { name: 'changedFields', type: names },
  ],
};

/** Formulas are not in change events, and neither are the fields that the header tells. */
const left = new Set(['Id', 'IsDeleted', 'SystemModstamp']);

export function eventSchema(object: SObject): EventSchema {
  const fields = [...object.fields.values()].filter(
    ({ name, formula, compute }) => !left.has(name) && formula === undefined && compute === undefined,
  );
  const schema = {
    type: 'record',
    name: `${object.name.replace(/__c$/, '__')}ChangeEvent`,
    namespace: 'com.sforce.eventbus',
    fields: [
      { name: 'ChangeEventHeader', type: header },
      ...fields.map((field) => ({ name: field.name, type: ['null', avroType(field)], default: null })),
    ],
  };
  const json = JSON.stringify(schema);
  const id = createHash('sha256').update(json).digest('base64url').slice(0, 22);
  return { id, json, fields, encode: (event) => parse(schema).toBuffer(event) };
}

function avroType({ type }: Field): 'boolean' | 'double' | 'int' | 'long' | 'string' {
  if (type === 'boolean') return 'boolean';
  if (type === 'int') return 'int';
  if (type === 'date' || type === 'datetime') return 'long';
  return ['double', 'currency', 'percent'].includes(type) ? 'double' : 'string';
}

/** One event: those fields that changed, the others absent. Without a row (a gap, a deletion) there is only the header. */
export function encoded(schema: EventSchema, header: ChangeHeader, changed: readonly string[], row?: Row): Buffer {
  const wanted = new Set(changed);
  const values = schema.fields.map((field): [string, object | null] => {
    const value = wanted.has(field.name) ? row?.[field.name] : undefined;
    return [field.name, value === null || value === undefined ? null : { [avroType(field)]: avroValue(field, value) }];
  });
  const isUpdate = header.changeType === 'UPDATE';
  const emptied = schema.fields.filter(
    ({ name }) => wanted.has(name) && row !== undefined && (row[name] ?? null) === null,
  );
  return schema.encode({
    ChangeEventHeader: {
      ...header,
      sequenceNumber: 1,
      nulledFields: isUpdate ? bitmap(schema, new Set(emptied.map(({ name }) => name))) : [],
      diffFields: [],
      changedFields: isUpdate ? bitmap(schema, wanted) : [],
    },
    ...Object.fromEntries(values),
  });
}

function avroValue({ type }: Field, value: Exclude<Value, null>): string | number | boolean {
  const isTime = type === 'date' || type === 'datetime';
  return isTime ? Date.parse(String(value).replace('+0000', 'Z')) : value;
}

/** Which fields, as bits by their place in the schema, the header being the first. None is an empty list. */
function bitmap({ fields }: EventSchema, wanted: ReadonlySet<string>): string[] {
  let bits = 0n;
  for (const [at, { name }] of fields.entries()) if (wanted.has(name)) bits |= 1n << BigInt(at + 1);
  return bits === 0n ? [] : [`0x${bits.toString(16).toUpperCase()}`];
}
