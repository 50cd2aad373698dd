import type { View } from './metadata-view.ts';
import { childOf, childrenOf, isTrue, textOf, type Element } from './metadata-xml.ts';
import type { Component } from './package-components.ts';

/** What each type of field must say (dossier 1.2). A formula needs none of it but its type, and precision where it is a number. */
const needed: Record<string, string[]> = {
  AutoNumber: [],
  Checkbox: ['defaultValue'],
  Currency: ['precision', 'scale'],
  Date: [],
  DateTime: [],
  Email: [],
  Html: ['length', 'visibleLines'],
  LongTextArea: ['length', 'visibleLines'],
  Lookup: ['referenceTo', 'relationshipName'],
  MasterDetail: ['referenceTo', 'relationshipName'],
  Number: ['precision', 'scale'],
  Percent: ['precision', 'scale'],
  Phone: [],
  Picklist: ['valueSet'],
  Text: ['length'],
  TextArea: [],
  Url: [],
};

const known = new Set(
  `caseSensitive complianceGroup defaultValue deleteConstraint deprecated description displayFormat encryptionScheme
   externalId formula formulaTreatBlanksAs fullName inlineHelpText label length lookupFilter maskChar maskType precision
   referenceTo relationshipLabel relationshipName relationshipOrder reparentableMasterDetail required scale securityClassification
   startingNumber stripMarkup trackFeedHistory trackHistory trackTrending type unique valueSet visibleLines
   writeRequiresMasterRead businessOwnerGroup businessOwnerUser businessStatus`.split(/\s+/),
);

/** Standard fields may come with an object's file; only custom ones are made. */
export function brokenField({ element, fullName }: Component, view: View): string[] {
  const [object = '', name = ''] = fullName.split('.');
  const unknown = element.children.filter((child) => !known.has(child.name));
  if (unknown.length > 0) return unknown.map((child) => invalidElement(child.name, 'CustomField'));
  if (!view.hasObject(object)) return [`Entity of type 'CustomObject' named '${object}' cannot be found`];
  if (!name.endsWith('__c')) return [];
  if (!/^[A-Za-z](?!\w*__\w*__c$)\w*__c$/.test(name)) return [`The name ${name} is not a valid API name`];
  const type = textOf(element, 'type');
  if (type === undefined || !(type in needed)) return [`'${type ?? ''}' is not a valid value for the enum 'FieldType'`];
  return [...missingIn(element, type), ...brokenNumbers(element, type), ...brokenLookup(element, view)];
}

function missingIn(element: Element, type: string): string[] {
  const numbers = ['Currency', 'Number', 'Percent'];
  const isFormula = childOf(element, 'formula') !== undefined;
  const all = isFormula ? (numbers.includes(type) ? ['precision', 'scale'] : []) : (needed[type] ?? []);
  return ['label', ...all]
    .filter((name) => !childOf(element, name))
    .map((name) => `Must specify '${name}' for a CustomField of type ${type}`);
}

function brokenNumbers(element: Element, type: string): string[] {
  const at = (name: string) => Number(textOf(element, name) ?? 0);
  return [
    ...(at('precision') > 18 || at('scale') > at('precision')
      ? ['Precision must be 18 or less, and scale within it']
      : []),
    ...(type === 'Text' && at('length') > 255 ? ['Text fields have at most 255 characters'] : []),
    ...(type === 'LongTextArea' && (at('length') < 256 || at('length') > 131_072)
      ? ['Long text area length must be between 256 and 131072']
      : []),
  ];
}

function brokenLookup(element: Element, view: View): string[] {
  const to = textOf(element, 'referenceTo');
  return to !== undefined && !view.hasObject(to)
    ? [`referenceTo value of '${to}' does not resolve to a valid sObject type`]
    : [];
}

function invalidElement(name: string, type: string): string {
  return `Element {http://soap.sforce.com/2006/04/metadata}${name} invalid at this location in type ${type}`;
}

/** Fields that are always seen, and rights nobody can have, may not be listed (dossier 1.2). */
export function brokenPermissionSet({ element }: Component, view: View): string[] {
  return [
    ...childrenOf(element, 'fieldPermissions').flatMap((one) => brokenFieldPermission(one, view)),
    ...childrenOf(element, 'objectPermissions').flatMap((one) => brokenObjectPermission(one, view)),
    ...childrenOf(element, 'tabSettings').flatMap((one) => brokenTab(one, view)),
  ];
}

function brokenFieldPermission(permission: Element, view: View): string[] {
  const name = textOf(permission, 'field') ?? '';
  const [object = '', field = ''] = name.split('.');
  const found = view.field(object, field);
  if (!found) return [`In field: field - no CustomField named ${name} found`];
  if (found.required || found.isMasterDetail) return [`You cannot deploy to a required field: ${name}`];
  // The words for this one are ours.
  return found.isFormula && isTrue(permission, 'editable') ? [`Field ${name} is not editable: it is a formula`] : [];
}

/** Each right needs the ones below it. The vendor's words for it name the permission in full. */
function brokenObjectPermission(permission: Element, view: View): string[] {
  const name = textOf(permission, 'object') ?? '';
  if (!view.hasObject(name)) return [`In field: object - no CustomObject named ${name} found`];
  const needs: Record<string, string[]> = {
    allowCreate: ['allowRead'],
    allowDelete: ['allowEdit', 'allowRead'],
    allowEdit: ['allowRead'],
    modifyAllRecords: ['allowDelete', 'allowEdit', 'allowRead', 'viewAllRecords'],
    viewAllRecords: ['allowRead'],
  };
  return Object.entries(needs)
    .filter(([right]) => isTrue(permission, right))
    .flatMap(([right, others]) =>
      others.filter((other) => !isTrue(permission, other)).map((other) => ({ right, other })),
    )
    .map(({ right, other }) => `Permission ${right} on ${name} depends on permission(s): ${other}`);
}

function brokenTab(setting: Element, view: View): string[] {
  const name = textOf(setting, 'tab') ?? '';
  const isStandard = name.startsWith('standard-');
  return isStandard || view.component('CustomTab', name) ? [] : [`In field: tab - no CustomTab named ${name} found`];
}
