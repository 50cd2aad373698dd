import type { Org } from '../org.ts';
import { ofKind } from '../project.ts';
import type { Project } from '../project.ts';
import { listViewColumns, queueObjects } from '../standard.ts';
import { all, everyElement, textOf, textsOf } from '../xml.ts';
import type { Element } from '../xml.ts';

/** List views, layouts, tabs, queues and pages that show what is not there. */
export function screenProblems(project: Project, org: Org): string[] {
  return [
    ...named(project, 'ListView', (name, root) => listViewProblems(name.split('.')[0] ?? '', root, org)),
    ...named(project, 'Layout', (name, root) => layoutProblems(name.split('-')[0] ?? '', root, org)),
    ...named(project, 'CustomTab', (name) => (org.objects.has(name) ? [] : [`no object ${name}`])),
    ...named(project, 'Queue', (_, root) => queueProblems(root, org)),
    ...named(project, 'FlexiPage', (_, root) => pageProblems(root, project, org)),
  ];
}

function named(project: Project, kind: string, problems: (name: string, root: Element) => string[]): string[] {
  return [...ofKind(project, kind)].flatMap(([name, root]) =>
    problems(name, root).map((it) => `${kind} ${name}: ${it}`),
  );
}

function listViewProblems(object: string, root: Element, org: Org): string[] {
  const columns = [...textsOf(root, 'columns'), ...all(root, 'filters').flatMap((it) => textsOf(it, 'field'))];
  return columns
    .filter((column) => !listViewColumns.includes(column) && !org.hasField(object, column))
    .map((column) => `${object} has no ${column}`);
}

function layoutProblems(object: string, root: Element, org: Org): string[] {
  const shown = everyElement(root)
    .filter((it) => it.name === 'layoutItems')
    .flatMap((it) => textsOf(it, 'field'));
  const must = [...org.fields].filter(
    ([name, field]) => name.startsWith(`${object}.`) && textOf(field, 'required') === 'true',
  );
  return [
    ...shown.filter((field) => !org.hasField(object, field)).map((field) => `${object} has no ${field}`),
    ...shown.filter((field, at) => shown.indexOf(field) !== at).map((field) => `${field} comes twice`),
    ...must
      .map(([name]) => name.split('.')[1] as string)
      .filter((name) => !shown.includes(name))
      .map((name) => `${name} is required, and not on it`),
  ];
}

function queueProblems(root: Element, org: Org): string[] {
  const objects = all(root, 'queueSobject').flatMap((it) => textsOf(it, 'sobjectType'));
  return objects
    .filter((object) => !queueObjects.includes(object) && !(object.endsWith('__c') && org.objects.has(object)))
    .map((object) => `queues cannot own ${object}`);
}

/** Components of Salesforce itself have a colon in their names; ours have none. */
function pageProblems(root: Element, project: Project, org: Org): string[] {
  const object = textOf(root, 'sobjectType');
  const components = everyElement(root).flatMap((it) => textsOf(it, 'componentName'));
  const fields = everyElement(root)
    .flatMap((it) => textsOf(it, 'fieldItem'))
    .map((it) => it.replace(/^Record\./, ''));
  return [
    ...(object === undefined || org.objects.has(object) ? [] : [`no object ${object}`]),
    ...components
      .filter((it) => !it.includes(':') && !project.lightningComponents.includes(it))
      .map((it) => `no component ${it}`),
    ...fields
      .filter((field) => object !== undefined && !org.hasField(object, field))
      .map((field) => `${object ?? ''} has no ${field}`),
  ];
}
