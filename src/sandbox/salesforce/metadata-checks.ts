import { brokenDashboard, brokenReport, brokenReportType } from './metadata-report-checks.ts';
import { brokenField, brokenPermissionSet } from './metadata-field-checks.ts';
import type { View } from './metadata-view.ts';
import { allBelow, childOf, childrenOf, textOf, type Element } from './metadata-xml.ts';
import type { Component, Problem } from './package-components.ts';

/** What is wrong with a component in this org, in the words of a deploy's result where they are known. */
type Check = (component: Component, view: View) => string[];

// What Salesforce checks besides, such as legacy tokens of columns and the compiling of formulas, is not done here (dossier 2.1).
const checks: Record<string, Check> = {
  CustomField: brokenField,
  CustomObject: brokenObject,
  CustomTab: ({ element, fullName }, view) =>
    textOf(element, 'customObject') === 'true' && !view.hasObject(fullName)
      ? [`In field: customObject - no CustomObject named ${fullName} found`]
      : [],
  Dashboard: brokenDashboard,
  FlexiPage: brokenPage,
  Flow: brokenFlow,
  ListView: brokenListView,
  PermissionSet: brokenPermissionSet,
  Queue: brokenQueue,
  Report: brokenReport,
  ReportType: brokenReportType,
  StandardValueSet: brokenValueSet,
};

/** Everything that is wrong with these components, once all of them are there. */
export function problemsOf(components: readonly Component[], view: View): Problem[] {
  return components.flatMap((component) => {
    const found = [...scattered(component.element), ...(checks[component.type]?.(component, view) ?? [])];
    const { type, fullName, fileName } = component;
    return found.map((problem) => ({ type, fullName, fileName, problem }));
  });
}

/** Elements that repeat must stand together (dossier 1.1). */
function scattered(element: Element): string[] {
  const left = new Set<string>();
  let last: string | undefined;
  const broken: string[] = [];
  for (const { name } of element.children) {
    if (name !== last && left.has(name))
      broken.push(`Error parsing file: Element ${name} is duplicated at this location in type ${element.name}`);
    if (last !== undefined) left.add(last);
    last = name;
  }
  return [...broken, ...element.children.flatMap(scattered)];
}

function brokenObject({ element, fullName }: Component): string[] {
  if (!fullName.endsWith('__c') || element.children.every(({ name }) => name === 'fields' || name === 'listViews'))
    return [];
  return ['deploymentStatus', 'label', 'nameField', 'pluralLabel', 'sharingModel']
    .filter((name) => !childOf(element, name))
    .map((name) => `Must specify a non-empty ${name} for the CustomObject`);
}

function brokenListView({ element, fullName }: Component, view: View): string[] {
  const [object = ''] = fullName.split('.');
  const columns = [
    ...childrenOf(element, 'columns').map(({ text }) => text),
    ...childrenOf(element, 'filters').map((filter) => textOf(filter, 'field') ?? ''),
  ];
  // Standard columns have tokens of their own, which nobody lists (dossier 1.7); custom ones are the fields' names.
  return columns
    .filter((column) => column.endsWith('__c') && !view.field(object, column))
    .map((column) => `Could not resolve list view column: ${column}`);
}

/** Whether a queue can own tasks when deployed so is not proven (dossier 1.7); here it can. */
function brokenQueue({ element }: Component, view: View): string[] {
  const objects = childrenOf(element, 'queueSobject').map((one) => textOf(one, 'sobjectType') ?? '');
  return objects
    .filter((name) => !view.hasObject(name))
    .map((name) => `In field: sobjectType - no CustomObject named ${name} found`);
}

/** Only components of one's own (without a namespace) are looked for. */
function brokenPage({ element }: Component, view: View): string[] {
  return allBelow(element, 'componentName')
    .map(({ text }) => text)
    .filter((name) => !name.includes(':') && !view.component('LightningComponentBundle', name))
    .map((name) => `We couldn't retrieve the design time component information for component ${name}`);
}

/** Records that a flow reads or writes, with the fields it names directly. */
function brokenFlow({ element }: Component, view: View): string[] {
  const parts = element.children.filter((part) => textOf(part, 'object') !== undefined);
  return parts.flatMap((part) => {
    const object = textOf(part, 'object') ?? '';
    if (!view.hasObject(object)) return [`${part.name}: the object "${object}" doesn't exist`];
    const fields = [...childrenOf(part, 'filters'), ...childrenOf(part, 'inputAssignments')].map(
      (one) => textOf(one, 'field') ?? '',
    );
    return fields
      .filter((field) => !view.field(object, field))
      .map((field) => `The field "${field}" for the object "${object}" doesn't exist.`);
  });
}

function brokenValueSet({ element, fullName }: Component): string[] {
  const values = childrenOf(element, 'standardValue');
  if (values.length === 0) return ['Must specify at least one value'];
  const converts = values.some((value) => textOf(value, 'converted') === 'true');
  // That leads need a status that converts is documented for the screen; the words here are ours.
  return fullName === 'LeadStatus' && !converts ? ['Lead Status needs at least one converted value'] : [];
}
