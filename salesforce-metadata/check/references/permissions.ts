import { home } from '../org.ts';
import type { Org } from '../org.ts';
import { ofKind } from '../project.ts';
import type { Project } from '../project.ts';
import { objectNeeds } from '../standard.ts';
import { all, textOf, textsOf } from '../xml.ts';
import type { Element } from '../xml.ts';

/** Permission sets that an org would refuse: they name what is not there, or grant what nobody can be granted. */
export function permissionProblems(project: Project, org: Org): string[] {
  const tabs = ofKind(project, 'CustomTab');
  return [...ofKind(project, 'PermissionSet')].flatMap(([name, root]) => {
    const say = (problem: string): string => `permission set ${name}: ${problem}`;
    const missing = all(root, 'tabSettings')
      .map((it) => textOf(it, 'tab') ?? '')
      .filter((tab) => !tabs.has(tab));
    const twice = textsIn(root, 'fieldPermissions', 'field').filter(
      (field, at, fields) => fields.indexOf(field) !== at,
    );
    return [
      ...all(root, 'fieldPermissions')
        .flatMap((it) => fieldPermissionProblems(it, org))
        .map(say),
      ...objectProblems(root, org).map(say),
      ...missing.map((tab) => say(`no tab ${tab}`)),
      ...twice.map((field) => say(`${field} comes twice`)),
    ];
  });
}

function fieldPermissionProblems(permission: Element, org: Org): string[] {
  const named = textOf(permission, 'field') ?? '';
  const [object = '', name = ''] = named.split('.');
  // Fields of Activity are granted on tasks and on events: github.com/dxatscale/sfpowerkit/issues/446, read 2026-11-22.
  if (object === 'Activity') return [`${named} is granted as Task.${name} and Event.${name}`];
  if (!org.hasField(object, name)) return [`no field ${named}`];
  const field = org.fields.get(`${home(object, org.fields, name)}.${name}`);
  const editable = textOf(permission, 'editable') === 'true';
  return [
    ...(field && textOf(field, 'required') === 'true'
      ? [`${named} is required: everybody has it, and naming it is an error`]
      : []),
    ...(field && textOf(field, 'type') === 'MasterDetail'
      ? [`${named} leads to its master: naming it is an error`]
      : []),
    ...(field && editable && textOf(field, 'formula') !== undefined
      ? [`${named} is a formula: nobody can edit it`]
      : []),
    ...(editable && textOf(permission, 'readable') !== 'true' ? [`${named} is to be edited, but not read`] : []),
  ];
}

function objectProblems(root: Element, org: Org): string[] {
  const granted = new Set(textsIn(root, 'objectPermissions', 'object'));
  return all(root, 'objectPermissions').flatMap((permission) => {
    const object = textOf(permission, 'object') ?? '';
    const is = (name: string): boolean => textOf(permission, name) === 'true';
    const more = is('allowCreate') || is('allowEdit') || is('viewAllRecords');
    return [
      ...(org.objects.has(object) ? [] : [`no object ${object}`]),
      ...(more && !is('allowRead') ? [`${object} is to be changed, but not read`] : []),
      ...(is('allowDelete') && !is('allowEdit') ? [`${object} is to be deleted, but not edited`] : []),
      ...(is('modifyAllRecords') && !(is('allowDelete') && is('viewAllRecords'))
        ? [`${object}: who may change all records may delete and view all`]
        : []),
      ...(objectNeeds[object] ?? []).filter((need) => !granted.has(need)).map((need) => `${object} needs ${need}`),
    ];
  });
}

/** Our own fields that a permission set does not let its users read: a deployed field is hidden from all until one does. */
export function hiddenFields(permissionSet: Element, org: Org): string[] {
  const granted = new Set(
    textsIn(permissionSet, 'fieldPermissions', 'field').map((named) => {
      const [object = '', name = ''] = named.split('.');
      return `${home(object, org.fields, name)}.${name}`;
    }),
  );
  return [...org.fields]
    .filter(([name, field]) => textOf(field, 'required') !== 'true' && !granted.has(name))
    .map(([name]) => name);
}

function textsIn(root: Element, list: string, name: string): string[] {
  return all(root, list).flatMap((it) => textsOf(it, name));
}
