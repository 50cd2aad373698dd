import { z } from 'zod';
import type { Ask } from '../api.ts';
import { group, wantedProperties, type WantedProperty } from '../contact-properties.ts';
import { readProperty, type Property } from '../lead-status.ts';
import { paths } from '../paths.ts';
import { check, type Check, type Deed, type Finding, unless } from './finding.ts';
import { addOptions, labelsOf, lacking, lookAtHotStatus } from './options.ts';

/** Everything the product writes to, in the order it must be made. */
export function propertyChecks(ask: Ask): Check[] {
  return [
    check('properties', `the group "${group.label}"`, () => lookAtGroup(ask)),
    ...wantedProperties.map((wanted) => check('properties', titleOf(wanted), () => lookAtProperty(ask, wanted))),
    check('properties', 'Lead Status', () => lookAtHotStatus(ask)),
  ];
}

const notThere = 'not there yet: it is to be created';

function titleOf({ label, name }: WantedProperty): string {
  return `${label} (${name})`;
}

type Seen = Omit<Finding, 'area' | 'what'>;

async function lookAtGroup(ask: Ask): Promise<Seen> {
  const path = `${paths.contactProperties}/groups/${group.name}`;
  const call = { what: `read property group ${group.name}`, method: 'GET', path, writes: false } as const;
  const found = await unless('not_found', () => ask(call, z.unknown()));
  if (found !== undefined) return { state: 'there', sentence: 'there' };
  return { state: 'missing', sentence: notThere, do: () => createGroup(ask) };
}

async function createGroup(ask: Ask): Promise<Deed> {
  const path = `${paths.contactProperties}/groups`;
  const call = {
    what: `create property group ${group.name}`,
    method: 'POST',
    path,
    body: group,
    writes: true,
  } as const;
  const made = await unless('conflict', () => ask(call, z.unknown()));
  return made === undefined ? undefined : { did: `created the contact property group "${group.label}"` };
}

async function lookAtProperty(ask: Ask, wanted: WantedProperty): Promise<Seen> {
  const found = await unless('not_found', () => readProperty(ask, wanted.name));
  if (found === undefined)
    return { state: 'missing', sentence: notThere, takesProperty: true, do: () => create(ask, wanted) };
  if (found.type !== wanted.type) return { state: 'wrong', sentence: wrongType(found, wanted) };
  const missing = lacking(found, wanted.options);
  if (missing.length === 0) return { state: 'there', sentence: 'there' };
  const sentence = `the options ${labelsOf(missing)} are to be added`;
  return { state: 'missing', sentence, do: () => complete(ask, wanted) };
}

// Creating the name of an archived property brings that one back, with the type and options it had: so it is read again.
async function create(ask: Ask, wanted: WantedProperty): Promise<Deed> {
  const body = { ...wanted, groupName: group.name };
  const call = { what: `create property ${wanted.name}`, method: 'POST', path: paths.contactProperties, body } as const;
  const made = await unless('conflict', () => ask({ ...call, writes: true }, z.unknown()));
  const completed = await complete(ask, wanted);
  if (completed !== undefined && 'problem' in completed) return completed;
  return made === undefined ? completed : { did: `created the contact property "${wanted.label}" (${wanted.name})` };
}

async function complete(ask: Ask, wanted: WantedProperty): Promise<Deed> {
  const found = await readProperty(ask, wanted.name);
  if (found.type !== wanted.type) return { problem: wrongType(found, wanted) };
  const missing = lacking(found, wanted.options);
  return missing.length === 0 ? undefined : addOptions(ask, found, missing);
}

function wrongType(found: Property, wanted: WantedProperty): string {
  const advice = 'delete or rename it in HubSpot (Settings > Properties), then start again';
  return `hubspot: the contact property ${wanted.name} is of type ${found.type}, not ${wanted.type}: ${advice}`;
}
