import type { Ground } from './ground.ts';
import { childrenOf, isTrue, textOf, type Element } from './metadata-xml.ts';
import type { Component } from './package-components.ts';

/** What of a field a check needs. */
export type SeenField = { required: boolean; isFormula: boolean; isMasterDetail: boolean };

/** The org as it will be after the deploy: what it has and what comes. */
export type View = {
  hasObject(name: string): boolean;
  /** A field of Activity is asked for under Activity, Task or Event. */
  field(object: string, name: string): SeenField | undefined;
  component(type: string, fullName: string): Element | undefined;
};

/** `kept` are the components deployed before. */
export function viewOf(ground: Ground, kept: readonly Component[], coming: readonly Component[]): View {
  const all = new Map([...kept, ...coming].map((one) => [keyOf(one.type, one.fullName), one.element]));
  const component = (type: string, fullName: string) => all.get(keyOf(type, fullName));
  const isActivity = (name: string) => ['activity', 'task', 'event'].includes(name.toLowerCase());

  function inSchema(object: string, name: string): SeenField | undefined {
    const place = object.toLowerCase() === 'activity' ? 'Task' : object;
    if (!ground.schema.has(place)) return undefined;
    const found = ground.schema.object(place).fields.get(name.toLowerCase());
    if (!found) return undefined;
    const isFormula = found.formula !== undefined || found.compute !== undefined;
    return { required: found.required, isFormula, isMasterDetail: false };
  }

  return {
    hasObject: (name) =>
      name.toLowerCase() === 'activity' || ground.schema.has(name) || component('CustomObject', name) !== undefined,
    field(object, name) {
      const coming = component('CustomField', `${object}.${name}`);
      const ofActivity = isActivity(object) ? component('CustomField', `Activity.${name}`) : undefined;
      const element = coming ?? ofActivity;
      if (element) return seen(element);
      return inSchema(object, name) ?? systemField(component('CustomObject', object), name);
    },
    component,
  };
}

function keyOf(type: string, fullName: string): string {
  return `${type} ${fullName}`.toLowerCase();
}

function seen(element: Element): SeenField {
  return {
    required: isTrue(element, 'required'),
    isFormula: textOf(element, 'formula') !== undefined,
    isMasterDetail: textOf(element, 'type') === 'MasterDetail',
  };
}

/** What a custom object that is not there yet will have by itself. */
function systemField(object: Element | undefined, name: string): SeenField | undefined {
  const own = ['name', 'id', 'ownerid', 'createddate', 'createdbyid', 'lastmodifieddate', 'lastmodifiedbyid'];
  if (!object || !own.includes(name.toLowerCase())) return undefined;
  return { required: name.toLowerCase() === 'name', isFormula: false, isMasterDetail: false };
}

/** The field a dotted path leads to, as report types write it: `Lead__c`, `Opportunity__c.Amount`, and `Owner` for `OwnerId`. */
export function fieldAt(view: View, object: string, path: string): SeenField | undefined {
  const [first = '', ...rest] = path.split('.');
  const own = view.field(object, first) ?? view.field(object, `${first}Id`);
  if (rest.length === 0) return own;
  const lookup = view.component('CustomField', `${object}.${first.replace(/__r$/, '__c')}`);
  const to = lookup && textOf(lookup, 'referenceTo');
  // Lookups that are not part of a deploy are taken on trust: only their own existence is looked at.
  return to === undefined ? own : fieldAt(view, to, rest.join('.'));
}

/** The objects whose fields a report type offers, by the name that reports use for them. */
export function tablesOf(reportType: Element): { table: string; field: string }[] {
  return childrenOf(reportType, 'sections').flatMap((section) =>
    childrenOf(section, 'columns').map((column) => ({
      table: textOf(column, 'table') ?? '',
      field: textOf(column, 'field') ?? '',
    })),
  );
}
