import type { Row } from './records.ts';

/** What describe calls a field's type. */
export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'boolean'
  | 'double'
  | 'currency'
  | 'percent'
  | 'int'
  | 'date'
  | 'datetime'
  | 'time'
  | 'email'
  | 'phone'
  | 'url';

export type Field = {
  name: string;
  label: string;
  type: FieldType;
  custom: boolean;
  /** Characters; texts only. */
  length?: number;
  /** Digits in all, and behind the point; numbers only. */
  precision?: number;
  scale?: number;
  /** One object, or several when it is polymorphic. */
  referenceTo?: readonly string[];
  /** How SOQL walks up: `Owner`, `Lead__r`. */
  relationshipName?: string;
  /** How SOQL walks down from the parent: `OpportunityContactRoles`. */
  childRelationshipName?: string;
  createable: boolean;
  updateable: boolean;
  nillable: boolean;
  /** Must be given at creation. */
  required: boolean;
  externalId: boolean;
  unique: boolean;
  /** The values a person chooses from; refused are others only when `restricted`. */
  picklist?: string[];
  restricted: boolean;
  defaultValue?: string | number | boolean;
  /** Computed when read; never written. */
  compute?: (row: Row) => string | number | boolean | null;
  formula?: string;
  /** Everyone sees it. A custom field without is seen by those whose permission sets grant it. */
  visible: boolean;
};

/** A field as somebody adds it: a name and what differs from a plain text that everyone may write. */
export type NewField = Partial<Field> & { name: string };

/** The whole field. A computed one cannot be written; a name ending in `__c` is custom and invisible until granted. */
export function field(given: NewField): Field {
  const custom = given.name.endsWith('__c');
  const written = given.compute === undefined && given.formula === undefined;
  return {
    label: given.name.replace(/__c$/, '').replaceAll('_', ' '),
    type: 'string',
    custom,
    createable: written,
    updateable: written,
    nillable: given.required !== true,
    required: false,
    externalId: false,
    unique: false,
    restricted: false,
    visible: !custom,
    ...(custom && given.type === 'reference' && { relationshipName: given.name.replace(/__c$/, '__r') }),
    ...(given.type === 'boolean' && { nillable: false, defaultValue: false }),
    ...given,
  };
}

type More = Partial<Field>;

export const text = (name: string, length = 255, more: More = {}): Field => field({ name, length, ...more });
export const long = (name: string, length = 32_000, more: More = {}): Field =>
  field({ name, type: 'textarea', length, ...more });
export const number = (name: string, more: More = {}): Field =>
  field({ name, type: 'double', precision: 18, scale: 2, ...more });
export const flag = (name: string, more: More = {}): Field => field({ name, type: 'boolean', ...more });
export const date = (name: string, more: More = {}): Field => field({ name, type: 'date', ...more });
export const datetime = (name: string, more: More = {}): Field => field({ name, type: 'datetime', ...more });
export const picklist = (name: string, values: string[], more: More = {}): Field =>
  field({ name, type: 'picklist', length: 255, picklist: values, ...more });

/** A lookup. The relationship is the name without `Id`. */
export function reference(name: string, to: string | readonly string[], more: More = {}): Field {
  const referenceTo = typeof to === 'string' ? [to] : to;
  return field({ name, type: 'reference', referenceTo, relationshipName: name.replace(/Id$/, ''), ...more });
}

/** Fields that Salesforce keeps itself. */
export const kept: More = { createable: false, updateable: false };
