import type { Field } from './fields.ts';
import type { Ground } from './ground.ts';
import type { SObject } from './schema.ts';

const soap: Partial<Record<Field['type'], string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  int: 'xsd:int',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
};

/** The object as `/sobjects` lists it. */
export function brief({ name, label, keyPrefix, custom, createable, updateable, deletable }: SObject): object {
  const at = `/services/data/v66.0/sobjects/${name}`;
  return {
    name,
    label,
    labelPlural: `${label}s`,
    keyPrefix,
    custom,
    customSetting: false,
    createable,
    updateable,
    deletable,
    queryable: true,
    retrieveable: true,
    searchable: true,
    undeletable: true,
    layoutable: true,
    triggerable: true,
    replicateable: true,
    deprecatedAndHidden: false,
    urls: { sobject: at, describe: `${at}/describe`, rowTemplate: `${at}/{ID}` },
  };
}

/** The object with the fields this user sees. */
export function described({ schema }: Ground, object: SObject, userId: string): object {
  const children = schema.pointingTo(object.name).map(({ object: child, field }) => ({
    childSObject: child.name,
    field: field.name,
    relationshipName: field.childRelationshipName ?? null,
    cascadeDelete: false,
  }));
  const fields = schema
    .fieldsFor(object, userId)
    .map((field) => describedField(field, schema.mayEdit(object, field, userId)));
  return { ...brief(object), fields, childRelationships: children, recordTypeInfos: [] };
}

function describedField(field: Field, editable: boolean): object {
  const { name, label, type, custom, length = 0, precision = 0, scale = 0, nillable, externalId, unique } = field;
  const { referenceTo = [], relationshipName = null, picklist, restricted, defaultValue = null } = field;
  const calculated = field.compute !== undefined;
  const long = type === 'textarea' && length > 255;
  return {
    name,
    label,
    type,
    custom,
    length,
    precision,
    scale,
    nillable,
    externalId,
    unique,
    referenceTo,
    relationshipName,
    defaultValue,
    calculated,
    calculatedFormula: field.formula ?? null,
    soapType: soap[type] ?? 'xsd:string',
    byteLength: length * 3,
    digits: type === 'int' ? precision : 0,
    createable: field.createable && editable,
    updateable: field.updateable && editable,
    filterable: !long,
    sortable: !long,
    groupable: !long && !['double', 'currency', 'percent', 'datetime'].includes(type),
    idLookup: type === 'id' || externalId || type === 'email',
    nameField: name === 'Name',
    restrictedPicklist: restricted,
    defaultedOnCreate: type === 'boolean' || defaultValue !== null || name === 'OwnerId',
    picklistValues: (picklist ?? []).map((value) => ({
      value,
      label: value,
      active: true,
      validFor: null,
      defaultValue: value === defaultValue,
    })),
  };
}
