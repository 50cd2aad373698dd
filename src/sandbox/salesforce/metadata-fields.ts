import type { NewField, FieldType } from './fields.ts';
import { allBelow, childOf, isTrue, textOf, type Element } from './metadata-xml.ts';

/** What describe calls the types of the metadata format. */
const types: Record<string, FieldType> = {
  AutoNumber: 'string',
  Checkbox: 'boolean',
  Currency: 'currency',
  Date: 'date',
  DateTime: 'datetime',
  Email: 'email',
  Html: 'textarea',
  LongTextArea: 'textarea',
  Lookup: 'reference',
  MasterDetail: 'reference',
  Number: 'double',
  Percent: 'percent',
  Phone: 'phone',
  Picklist: 'picklist',
  Text: 'string',
  TextArea: 'textarea',
  Url: 'url',
};

/** A field as its metadata describes it. It stays invisible until a permission set grants it. */
export function fieldOf(element: Element): NewField {
  const name = textOf(element, 'fullName') ?? '';
  const type = types[textOf(element, 'type') ?? ''] ?? 'string';
  const number = (of: string) => (childOf(element, of) ? { [of]: Number(textOf(element, of)) } : {});
  const label = textOf(element, 'label');
  const formula = textOf(element, 'formula');
  return {
    name,
    type,
    ...(label !== undefined && { label }),
    ...(type === 'textarea' && !childOf(element, 'length') ? { length: 255 } : number('length')),
    ...number('precision'),
    ...number('scale'),
    required: isTrue(element, 'required') || textOf(element, 'type') === 'MasterDetail',
    externalId: isTrue(element, 'externalId'),
    unique: isTrue(element, 'unique'),
    ...(formula !== undefined && { formula }),
    ...lookupOf(element),
    ...picklistOf(element),
    ...defaultOf(element, type),
  };
}

function lookupOf(element: Element): Partial<NewField> {
  const to = textOf(element, 'referenceTo');
  const down = textOf(element, 'relationshipName');
  return {
    ...(to !== undefined && { referenceTo: [to] }),
    ...(down !== undefined && { childRelationshipName: `${down}__r` }),
  };
}

function picklistOf(element: Element): Partial<NewField> {
  const set = childOf(element, 'valueSet');
  if (!set) return {};
  const values = allBelow(set, 'value').map((value) => textOf(value, 'fullName') ?? '');
  const standing = allBelow(set, 'value').find((value) => isTrue(value, 'default'));
  const defaultValue = standing && textOf(standing, 'fullName');
  return {
    picklist: values,
    restricted: isTrue(set, 'restricted'),
    ...(defaultValue !== undefined && { defaultValue }),
  };
}

function defaultOf(element: Element, type: FieldType): Partial<NewField> {
  return type === 'boolean' ? { defaultValue: isTrue(element, 'defaultValue') } : {};
}
