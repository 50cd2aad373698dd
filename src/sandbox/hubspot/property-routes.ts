import type { Reply, SandboxRequest } from '../server.ts';
import { batchReply, inputsOf } from './batch-routes.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import { objects, optionalText, text, type Json } from './input.ts';
import { objectTypeFrom, type ObjectType } from './object-types.ts';
import { customPropertiesOf, group, type Portal } from './portal.ts';
import type { Option, Property } from './property-table.ts';
import { invalid, notFound, Refusal } from './refusal.ts';

/** Property definitions and their groups (dossier 3.1). */
export function propertyRoutes(add: AddEndpoint): void {
  add('GET', '/crm/properties/V/:type/groups', schema('read'), listGroups);
  add('POST', '/crm/properties/V/:type/groups', schema('write'), createGroup);
  add('GET', '/crm/properties/V/:type/groups/:name', schema('read'), readGroup);
  add('POST', '/crm/properties/V/:type/batch/create', schema('write'), createMany);
  add('POST', '/crm/properties/V/:type/batch/read', schema('read'), readMany);
  add('GET', '/crm/properties/V/:type', schema('read'), list);
  add('POST', '/crm/properties/V/:type', schema('write'), createOne);
  add('GET', '/crm/properties/V/:type/:name', schema('read'), readOne);
  add('PATCH', '/crm/properties/V/:type/:name', schema('write'), changeOne);
  add('DELETE', '/crm/properties/V/:type/:name', schema('write'), archiveOne);
}

function schema(access: 'read' | 'write') {
  return (request: SandboxRequest) => [`crm.schemas.${objectTypeFrom(request.params['type'])}.${access}`];
}

function tables({ portal, request }: Asked) {
  const type = objectTypeFrom(request.params['type']);
  return { type, properties: portal.properties[type], groups: portal.groups[type] };
}

function propertyNamed(asked: Asked, name: string): Property {
  const found = tables(asked).properties.get(name);
  if (!found || found.archived) throw notFound(`Property ${name} does not exist`);
  return found;
}

function list(asked: Asked): Reply {
  const results = [...tables(asked).properties.values()].filter((property) => !property.archived);
  return { status: 200, body: { results } };
}

function readOne(asked: Asked): Reply {
  return { status: 200, body: propertyNamed(asked, asked.request.params['name'] ?? '') };
}

function readMany(asked: Asked): Reply {
  const { properties } = tables(asked);
  const names = inputsOf(asked.body, 100).map((input) => text(input, 'name'));
  const found = names.map((name) => properties.get(name)).filter((property) => property !== undefined);
  const missing = names.filter((name) => !properties.has(name));
  const errors = missing.length > 0 ? [notFound('Some properties do not exist').batchError({ name: missing })] : [];
  return batchReply(asked, 200, found, errors);
}

function createOne(asked: Asked): Reply {
  return { status: 201, body: newProperty(asked, asked.body) };
}

function createMany(asked: Asked): Reply {
  const results: Property[] = [];
  const errors: object[] = [];
  for (const input of inputsOf(asked.body, 100)) {
    try {
      results.push(newProperty(asked, input));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      errors.push(error.batchError({ name: [String(input['name'])] }));
    }
  }
  return batchReply(asked, 201, results, errors);
}

/** Creating the name of an archived property brings it back. */
function newProperty(asked: Asked, body: Json): Property {
  const { type, properties, groups } = tables(asked);
  const name = text(body, 'name');
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw invalid(`Property name ${name} must be lower-case letters, digits and underscores`);
  if (properties.get(name)?.archived === false) throw taken(name);
  refuseFull(asked.portal, type);
  const groupName = text(body, 'groupName');
  if (!groups.has(groupName)) throw invalid(`Property group ${groupName} does not exist`);
  const property: Property = {
    name,
    label: text(body, 'label'),
    type: oneOf(text(body, 'type'), types, 'type'),
    fieldType: oneOf(text(body, 'fieldType'), fieldTypes, 'fieldType'),
    groupName,
    description: optionalText(body, 'description') ?? '',
    options: optionsOf(body),
    hasUniqueValue: body['hasUniqueValue'] === true,
    archived: false,
    hubspotDefined: false,
    modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: false, readOnlyOptions: false },
  };
  properties.set(name, property);
  if (property.hasUniqueValue) asked.portal.shelves[type].unique.set(name, new Map());
  return property;
}

const types = 'bool date datetime enumeration number phone_number string';
const fieldTypes =
  'booleancheckbox calculation_equation checkbox date file html number phonenumber radio select text textarea';

function oneOf(value: string, allowed: string, field: string): string {
  if (allowed.split(' ').includes(value)) return value;
  throw invalid(`Cannot build PropertyCreate, ${field} ${value} is not one of [${allowed.replaceAll(' ', ', ')}]`);
}

/** That there is a limit is documented; how it is refused is not. */
function refuseFull(portal: Portal, type: ObjectType): void {
  if (customPropertiesOf(portal, type) < portal.customProperties) return;
  throw invalid(`This account has reached its limit of ${portal.customProperties} custom properties for ${type}`, {
    subCategory: 'Properties.PROPERTY_LIMIT_EXCEEDED',
  });
}

function taken(name: string): Refusal {
  const more = { subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS', context: { name: [name] } };
  return new Refusal(409, 'OBJECT_ALREADY_EXISTS', `A property named '${name}' already exists.`, more);
}

function optionsOf(body: Json): Option[] {
  const options = objects(body, 'options').map((option, i) => ({
    label: text(option, 'label'),
    value: text(option, 'value'),
    displayOrder: Number(option['displayOrder'] ?? i),
    hidden: option['hidden'] === true,
    ...(typeof option['description'] === 'string' ? { description: option['description'] } : {}),
  }));
  const values = options.map((option) => option.value);
  const labels = options.map((option) => option.label);
  if (new Set(values).size === values.length && new Set(labels).size === labels.length) return options;
  throw invalid('Property options must have unique values and labels');
}

/** `options` replaces the whole list: what is left out is gone. */
function changeOne(asked: Asked): Reply {
  const { body, request } = asked;
  const property = propertyNamed(asked, request.params['name'] ?? '');
  const definition = ['label', 'type', 'fieldType', 'groupName', 'description'].filter(
    (field) => body[field] !== undefined,
  );
  if (property.modificationMetadata.readOnlyDefinition && definition.length > 0) {
    throw invalid(`The definition of ${property.name} is read only; only its options can be changed`);
  }
  for (const field of definition) Object.assign(property, { [field]: text(body, field) });
  if (body['options'] !== undefined) property.options = optionsOf(body);
  return { status: 200, body: property };
}

function archiveOne(asked: Asked): Reply {
  const property = propertyNamed(asked, asked.request.params['name'] ?? '');
  if (!property.modificationMetadata.archivable) throw invalid(`${property.name} cannot be archived`);
  property.archived = true;
  return { status: 204 };
}

function listGroups(asked: Asked): Reply {
  return { status: 200, body: { results: [...tables(asked).groups.values()] } };
}

function readGroup(asked: Asked): Reply {
  const found = tables(asked).groups.get(asked.request.params['name'] ?? '');
  if (!found) throw notFound();
  return { status: 200, body: found };
}

function createGroup(asked: Asked): Reply {
  const { groups } = tables(asked);
  const name = text(asked.body, 'name');
  if (groups.has(name)) {
    throw new Refusal(409, 'OBJECT_ALREADY_EXISTS', `A property group named '${name}' already exists.`);
  }
  const made = group(name, text(asked.body, 'label'), Number(asked.body['displayOrder'] ?? -1));
  groups.set(name, made);
  return { status: 201, body: made };
}
