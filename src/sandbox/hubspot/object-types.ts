import { invalid } from './refusal.ts';

/** The kinds of record this portal keeps, by the name HubSpot uses in paths. */
export type ObjectType = keyof typeof kinds;

type Kind = {
  typeId: string;
  singular: string;
  /** The property that holds the last change; only contacts lack the prefix. */
  modified: string;
  created: string;
  /** Properties in every answer that asks for none. */
  defaults: string[];
  /** Properties without which nothing is created. */
  required: string[];
  read: string;
  write: string;
};

function engagement(typeId: string, singular: string): Kind {
  return {
    typeId,
    singular,
    modified: 'hs_lastmodifieddate',
    created: 'hs_createdate',
    defaults: [],
    required: ['hs_timestamp'],
    // Tasks, notes, calls... have no scope of their own: dossier 3.4, 3.9.
    read: 'crm.objects.contacts.read',
    write: 'crm.objects.contacts.write',
  };
}

function crmObject(
  typeId: string,
  singular: string,
  plural: string,
  defaults: string[],
  required: string[] = [],
): Kind {
  return {
    typeId,
    singular,
    modified: 'hs_lastmodifieddate',
    created: 'createdate',
    defaults,
    required,
    read: `crm.objects.${plural}.read`,
    write: `crm.objects.${plural}.write`,
  };
}

const kinds = {
  contacts: {
    ...crmObject('0-1', 'contact', 'contacts', ['email', 'firstname', 'lastname']),
    modified: 'lastmodifieddate',
  },
  companies: crmObject('0-2', 'company', 'companies', ['domain', 'name']),
  deals: crmObject('0-3', 'deal', 'deals', ['amount', 'closedate', 'dealname', 'dealstage', 'pipeline'], ['dealname']),
  users: { ...crmObject('0-115', 'user', 'users', []), created: 'hs_createdate' },
  tasks: engagement('0-27', 'task'),
  notes: engagement('0-46', 'note'),
  meetings: engagement('0-47', 'meeting'),
  calls: engagement('0-48', 'call'),
  emails: engagement('0-49', 'email'),
  communications: engagement('0-18', 'communication'),
} satisfies Record<string, Kind>;

/** Every kind, in a fixed order. */
export const objectTypes = Object.keys(kinds) as ObjectType[];

const byAnyName = new Map<string, ObjectType>();
for (const type of objectTypes) {
  for (const name of [type, kinds[type].typeId, kinds[type].singular]) byAnyName.set(name, type);
}

/** What is fixed about a kind of record. */
export function kindOf(type: ObjectType): Kind {
  return kinds[type];
}

/** `contacts`, `contact`, `CONTACT` or `0-1`; 400 for a kind this portal does not keep. */
export function objectTypeFrom(name: string | undefined): ObjectType {
  const type = byAnyName.get((name ?? '').toLowerCase());
  if (type) return type;
  throw invalid(`Unable to infer object type from: ${name ?? ''}`);
}
