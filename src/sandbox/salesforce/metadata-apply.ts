import type { Ground, Writer } from './ground.ts';
import { fieldOf } from './metadata-fields.ts';
import { allBelow, childOf, childrenOf, isTrue, textOf, type Element } from './metadata-xml.ts';
import type { Component } from './package-components.ts';
import type { Row } from './records.ts';
import type { SetValue } from './value-sets.ts';

type Apply = (ground: Ground, component: Component, by: Writer) => void;

/** What becomes of the org besides being kept as it was written. In the order in which one may need another. */
const steps: [string, Apply][] = [
  ['CustomObject', addObject],
  ['CustomField', addField],
  ['StandardValueSet', replaceValues],
  ['PermissionSet', grantPermissions],
  ['Queue', openQueue],
];

/** Changes the org as these components say. Safe twice. */
export function applied(ground: Ground, components: readonly Component[], by: Writer): void {
  for (const [type, apply] of steps) {
    for (const component of components) if (component.type === type) apply(ground, component, by);
  }
}

/** A standard object's file only carries its parts; an object that is there keeps what it has. */
function addObject({ schema }: Ground, { fullName, element }: Component): void {
  if (schema.has(fullName) || fullName.toLowerCase() === 'activity') return;
  const nameField = childOf(element, 'nameField');
  const format = nameField && textOf(nameField, 'displayFormat');
  schema.addObject({
    name: fullName,
    label: textOf(element, 'label') ?? fullName,
    ...(nameField && textOf(nameField, 'type') === 'AutoNumber' && { autoNumber: format ?? '{0}' }),
  });
}

function addField({ schema }: Ground, { fullName, element }: Component): void {
  const [object = ''] = fullName.split('.');
  if (fullName.endsWith('__c')) schema.addField(object, fieldOf(element));
}

/** The set is what comes and nothing else: values left out become inactive (dossier 1.5). */
function replaceValues({ valueSets }: Ground, { fullName, element }: Component): void {
  if (valueSets.has(fullName)) valueSets.set(fullName, childrenOf(element, 'standardValue').map(valueOf));
}

function valueOf(value: Element): SetValue {
  const fullName = textOf(value, 'fullName') ?? '';
  const probability = textOf(value, 'probability');
  return {
    fullName,
    label: textOf(value, 'label') ?? fullName,
    ...(isTrue(value, 'default') && { default: true }),
    ...(textOf(value, 'isActive') === 'false' && { isActive: false }),
    ...(isTrue(value, 'converted') && { converted: true }),
    ...(isTrue(value, 'closed') && { closed: true }),
    ...(isTrue(value, 'won') && { won: true }),
    ...(isTrue(value, 'highPriority') && { highPriority: true }),
    ...(probability !== undefined && { probability: Number(probability) }),
  };
}

function grantPermissions(ground: Ground, { fullName, element }: Component, by: Writer): void {
  const label = textOf(element, 'label') ?? fullName;
  const setId = rowNamed(ground, 'PermissionSet', 'Name', fullName, { Name: fullName, Label: label }, by);
  const { access } = ground;
  access.clear(setId);
  for (const one of childrenOf(element, 'fieldPermissions')) {
    const to = isTrue(one, 'editable') ? 'edit' : isTrue(one, 'readable') ? 'read' : undefined;
    for (const name of ofActivity(textOf(one, 'field') ?? '')) if (to) access.grant(setId, name, to);
  }
  for (const one of childrenOf(element, 'objectPermissions')) {
    const object = textOf(one, 'object') ?? '';
    const edits = ['allowCreate', 'allowEdit', 'allowDelete'].some((right) => isTrue(one, right));
    if (isTrue(one, 'allowRead')) access.grant(setId, object, edits ? 'edit' : 'read');
    if (isTrue(one, 'viewAllRecords')) access.grant(setId, object, 'viewAll');
    if (isTrue(one, 'modifyAllRecords')) access.grant(setId, object, 'modifyAll');
  }
  keepObjectPermissions(ground, setId, childrenOf(element, 'objectPermissions'), by);
  for (const one of childrenOf(element, 'userPermissions')) {
    if (isTrue(one, 'enabled')) access.permit(setId, textOf(one, 'name') ?? '');
  }
}

/** The same as rows, for whoever asks what a set allows. */
function keepObjectPermissions(ground: Ground, setId: string, given: readonly Element[], by: Writer): void {
  for (const row of rowsOf(ground, 'ObjectPermissions', 'ParentId', setId))
    ground.remove('ObjectPermissions', String(row['Id']), by);
  for (const one of given) {
    const rights = ['Create', 'Read', 'Edit', 'Delete'].map((right) => [
      `Permissions${right}`,
      isTrue(one, `allow${right}`),
    ]);
    const ofAll = ['viewAllRecords', 'modifyAllRecords'].map((right) => [
      `Permissions${right.charAt(0).toUpperCase()}${right.slice(1)}`,
      isTrue(one, right),
    ]);
    const values = Object.fromEntries([...rights, ...ofAll]) as Row;
    ground.create('ObjectPermissions', { ParentId: setId, SobjectType: textOf(one, 'object') ?? '', ...values }, by);
  }
}

/** A field of Activity is one of tasks and events. */
function ofActivity(field: string): string[] {
  const [object, name] = field.split('.');
  return object === 'Activity' ? [`Task.${name}`, `Event.${name}`] : [field];
}

function openQueue(ground: Ground, { fullName, element }: Component, by: Writer): void {
  const values = { DeveloperName: fullName, Name: textOf(element, 'name') ?? fullName, Type: 'Queue' };
  const queueId = rowNamed(ground, 'Group', 'DeveloperName', fullName, values, by);
  const owned = new Set(rowsOf(ground, 'QueueSobject', 'QueueId', queueId).map((row) => row['SobjectType']));
  for (const one of childrenOf(element, 'queueSobject')) {
    const type = textOf(one, 'sobjectType') ?? '';
    if (!owned.has(type)) ground.create('QueueSobject', { QueueId: queueId, SobjectType: type }, by);
  }
  const members = childOf(element, 'queueMembers');
  const usernames = members ? allBelow(members, 'user').map(({ text }) => text) : [];
  for (const username of usernames) addMember(ground, queueId, username, by);
}

function addMember(ground: Ground, queueId: string, username: string, by: Writer): void {
  const [user] = ground.records.having(ground.schema.object('User'), 'Username', username);
  const members = rowsOf(ground, 'GroupMember', 'GroupId', queueId).map((row) => row['UserOrGroupId']);
  if (!user || members.includes(user['Id'] ?? null)) return;
  ground.create('GroupMember', { GroupId: queueId, UserOrGroupId: user['Id'] ?? null }, by);
}

function rowsOf({ records, schema }: Ground, object: string, field: string, value: string): Row[] {
  return records.having(schema.object(object), field, value).filter((row) => row['IsDeleted'] !== true);
}

/** The id of the row with this name, made or changed so that it has these values. */
function rowNamed(ground: Ground, object: string, field: string, name: string, values: Row, by: Writer): string {
  const [found] = rowsOf(ground, object, field, name);
  if (!found) return ground.create(object, values, by);
  const id = String(found['Id']);
  const { Type: _, ...changed } = values;
  ground.update(object, id, changed, by);
  return id;
}
