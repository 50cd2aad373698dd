import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { hotStatus } from '../crm/salesforce/lead-status.ts';
import type { NewField } from '../sandbox/salesforce/fields.ts';
import type { NewObject } from '../sandbox/salesforce/schema.ts';
import type { ValueSets } from '../sandbox/salesforce/value-sets.ts';

const folder = path.join(import.meta.dirname, '../../salesforce-metadata/force-app/main/default/objects');

const type = z.enum(['Number', 'Currency', 'Text', 'LongTextArea', 'DateTime', 'Checkbox', 'Lookup', 'Picklist']);
const isTrue = z
  .string()
  .optional()
  .transform((text) => text === 'true');
const customField = z.object({
  CustomField: z.object({
    fullName: z.string(),
    type,
    label: z.string(),
    length: z.coerce.number().optional(),
    precision: z.coerce.number().optional(),
    scale: z.coerce.number().optional(),
    referenceTo: z.string().optional(),
    relationshipName: z.string().optional(),
    required: isTrue,
    externalId: isTrue,
    unique: isTrue,
    formula: z.string().optional(),
    valueSet: z
      .object({
        restricted: isTrue,
        valueSetDefinition: z.object({ value: z.array(z.object({ fullName: z.string() })) }),
      })
      .optional(),
  }),
});
const customObject = z.object({
  CustomObject: z.object({ label: z.string(), nameField: z.object({ displayFormat: z.string().optional() }) }),
});

const sandboxType = {
  Number: 'double',
  Currency: 'currency',
  Text: 'string',
  LongTextArea: 'textarea',
  DateTime: 'datetime',
  Checkbox: 'boolean',
  Lookup: 'reference',
  Picklist: 'picklist',
} as const satisfies Record<z.infer<typeof type>, NewField['type']>;

type Shipped = { objects: NewObject[]; fields: { object: string; field: NewField }[] };
let shipped: Shipped | undefined;

/** What the project in `salesforce-metadata/` adds to an org, as the sandbox takes it; everybody sees it. Read once. */
export function salesforceFields(): Shipped {
  shipped ??= { objects: filesOf('*/*.object-meta.xml').map(objectIn), fields: filesOf('*/fields/*.xml').map(fieldIn) };
  return shipped;
}

/** Adds all of it to an org, as a deploy with its permission sets does. */
export function addSalesforceFields(schema: {
  addObject(object: NewObject): unknown;
  addField(object: string, field: NewField): void;
}): void {
  const { objects, fields } = salesforceFields();
  for (const object of objects) schema.addObject(object);
  for (const { object, field } of fields) schema.addField(object, field);
}

/** Lead Status with the value that says hot, as `hot-lead salesforce setup` adds it. */
export function addHotStatus({ ground: { valueSets } }: { ground: { valueSets: ValueSets } }): void {
  valueSets.set('LeadStatus', [...valueSets.get('LeadStatus'), { fullName: hotStatus, label: hotStatus }]);
}

function filesOf(pattern: string): string[] {
  return globSync(pattern, { cwd: folder }).toSorted();
}

function xmlOf(file: string): unknown {
  const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'value' });
  return parser.parse(readFileSync(path.join(folder, file), 'utf8'));
}

function objectIn(file: string): NewObject {
  const { label, nameField } = customObject.parse(xmlOf(file)).CustomObject;
  const autoNumber = nameField.displayFormat && { autoNumber: nameField.displayFormat };
  return { name: objectOf(file), label, visible: true, ...autoNumber };
}

function fieldIn(file: string): { object: string; field: NewField } {
  const {
    fullName: name,
    type: kind,
    valueSet,
    referenceTo,
    relationshipName,
    ...rest
  } = customField.parse(xmlOf(file)).CustomField;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const values = valueSet && {
    picklist: valueSet.valueSetDefinition.value.map((value) => value.fullName),
    restricted: valueSet.restricted,
  };
  const lookup = referenceTo !== undefined && {
    referenceTo: [referenceTo],
    relationshipName: name.replace(/__c$/, '__r'),
    ...(relationshipName !== undefined && { childRelationshipName: `${relationshipName}__r` }),
  };
  const field = { ...given, name, type: sandboxType[kind], visible: true, ...values, ...lookup };
  return { object: objectOf(file), field };
}

function objectOf(file: string): string {
  return file.split(path.sep)[0] ?? '';
}
