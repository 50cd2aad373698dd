import { extract } from '../formulon.ts';
import type { Org } from '../org.ts';
import type { Component, Project } from '../project.ts';
import { textOf } from '../xml.ts';

/** What an org asks of a field by its type, beside what the declarations ask of all fields. */
const NEEDS: Record<string, string[]> = {
  Number: ['precision', 'scale'],
  Currency: ['precision', 'scale'],
  Text: ['length'],
  LongTextArea: ['length', 'visibleLines'],
  Checkbox: ['defaultValue'],
  Lookup: ['referenceTo', 'relationshipName', 'relationshipLabel', 'deleteConstraint'],
  Picklist: ['valueSet'],
};

/** Fields whose type lacks what it needs, that point at nothing, or whose formulas do. */
export function fieldProblems(project: Project, org: Org): string[] {
  const fields = project.components.filter((one) => one.kind === 'CustomField');
  return [...fields.flatMap((field) => oneField(field, org)), ...sameRelationships(fields)];
}

function oneField(field: Component, org: Org): string[] {
  const [object = '', name = ''] = field.name.split('.');
  const say = (problem: string): string => `${field.name}: ${problem}`;
  const type = textOf(field.root, 'type') ?? '';
  const to = textOf(field.root, 'referenceTo');
  const formula = textOf(field.root, 'formula');
  return [
    ...(textOf(field.root, 'fullName') === name ? [] : [say('its file has another name')]),
    ...(org.objects.has(object) ? [] : [say(`no object ${object}`)]),
    ...(NEEDS[type] ?? [])
      .filter((need) => textOf(field.root, need) === undefined && !has(field, need))
      .map((need) => say(`${need} is missing`)),
    ...(to === undefined || org.objects.has(to) ? [] : [say(`no object ${to}`)]),
    ...(formula === undefined ? [] : formulaProblems(formula, object, org).map(say)),
  ];
}

function has(field: Component, name: string): boolean {
  return field.root.children.some((child) => child.name === name && child.children.length > 0);
}

function formulaProblems(formula: string, object: string, org: Org): string[] {
  const names = extract(formula);
  if (names.length === 0) return ['its formula names no field or cannot be read'];
  return names
    .filter((name) => !org.hasField(object, name))
    .map((name) => `its formula names ${name}, which ${object} has not`);
}

function sameRelationships(fields: Component[]): string[] {
  const names = fields.map(
    (field) => `${textOf(field.root, 'referenceTo') ?? ''}.${textOf(field.root, 'relationshipName') ?? field.name}`,
  );
  return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `two lookups are both called ${name}`);
}
