import type { Org } from '../org.ts';
import { ofKind } from '../project.ts';
import type { Project } from '../project.ts';
import { all, everyElement, one, textOf, textsOf } from '../xml.ts';
import type { Element } from '../xml.ts';

const ON_RECORDS = ['recordLookups', 'recordUpdates', 'recordCreates', 'recordDeletes'];

/** Flows that name objects, fields or steps which are not there. */
export function flowProblems(project: Project, org: Org): string[] {
  return [...ofKind(project, 'Flow')].flatMap(([name, root]) =>
    [...stepProblems(root), ...recordProblems(root, org), ...startProblems(root, org)].map(
      (it) => `flow ${name}: ${it}`,
    ),
  );
}

function stepProblems(root: Element): string[] {
  const steps = new Set(root.children.flatMap((child) => textsOf(child, 'name')));
  const targets = everyElement(root).flatMap((it) => textsOf(it, 'targetReference'));
  return [...new Set(targets)].filter((target) => !steps.has(target)).map((target) => `no step ${target}`);
}

function recordProblems(root: Element, org: Org): string[] {
  const steps = ON_RECORDS.flatMap((kind) => all(root, kind));
  return steps.flatMap((step) => {
    const object = textOf(step, 'object');
    if (object === undefined) return [];
    const fields = ['filters', 'inputAssignments', 'outputAssignments']
      .flatMap((list) => all(step, list))
      .flatMap((it) => textsOf(it, 'field'));
    return unknown(object, [...fields, ...textsOf(step, 'queriedFields')], org);
  });
}

/** What the flow starts on, and every `$Record.Field` in it; not what it reads of other records by way of one. */
function startProblems(root: Element, org: Org): string[] {
  const start = one(root, 'start');
  const object = start && textOf(start, 'object');
  if (start === undefined || object === undefined) return [];
  const filters = all(start, 'filters').flatMap((it) => textsOf(it, 'field'));
  const texts = everyElement(root)
    .map((it) => it.text)
    .join(' ');
  const read = [...texts.matchAll(/\$Record(?:__Prior)?\.(\w+)\b(?![.:])/g)].map(([, field = '']) => field);
  return unknown(object, [...filters, ...read], org);
}

function unknown(object: string, fields: string[], org: Org): string[] {
  if (!org.objects.has(object)) return [`no object ${object}`];
  return [...new Set(fields)]
    .filter((field) => !org.hasField(object, field))
    .map((field) => `${object} has no ${field}`);
}
