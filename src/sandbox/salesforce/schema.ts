import type { Access } from './access.ts';
import { datetime, field, flag, kept, reference, text, type Field, type NewField } from './fields.ts';
import { computed } from './formula.ts';
import { refused } from './refusal.ts';

export type SObject = {
  name: string;
  label: string;
  keyPrefix: string;
  custom: boolean;
  createable: boolean;
  updateable: boolean;
  deletable: boolean;
  /** AutoNumber names are made by this; without it the name is written, or composed by the object itself. */
  autoNumber?: string;
  /** Names of fields whose changes are kept in the object's history. */
  tracked: Set<string>;
  /** Everyone sees it. A custom object without is seen by those whose permission sets grant it. */
  visible: boolean;
  /** By name in small letters: Salesforce reads names in any case. */
  fields: Map<string, Field>;
};

export type NewObject = Partial<Omit<SObject, 'fields'>> & { name: string; fields?: readonly Field[] };

/** The objects of the org and their fields. */
export type Schema = ReturnType<typeof newSchema>;

const system = (): Field[] => [
  field({ name: 'Id', type: 'id', length: 18, ...kept, nillable: false }),
  flag('IsDeleted', kept),
  datetime('CreatedDate', kept),
  reference('CreatedById', 'User', kept),
  datetime('LastModifiedDate', kept),
  reference('LastModifiedById', 'User', kept),
  datetime('SystemModstamp', kept),
];

/** `access` says who sees what is not visible to everyone. */
export function newSchema(access: Access) {
  const objects = new Map<string, SObject>();
  const byPrefix = new Map<string, SObject>();
  let customObjects = 0;

  function prefix(): string {
    customObjects += 1;
    return `a${String(customObjects).padStart(2, '0')}`;
  }

  function own(object: SObject): Field[] {
    if (!object.custom) return [];
    const name = object.autoNumber ? text('Name', 80, kept) : text('Name', 80);
    return [name, reference('OwnerId', ['Group', 'User'])];
  }

  function addObject({ fields = [], ...given }: NewObject): SObject {
    const custom = given.name.endsWith('__c');
    const object: SObject = {
      label: given.name.replace(/__c$/, '').replaceAll('_', ' '),
      keyPrefix: given.keyPrefix ?? prefix(),
      custom,
      createable: true,
      updateable: true,
      deletable: true,
      tracked: new Set(),
      visible: !custom,
      fields: new Map(),
      ...given,
    };
    for (const one of [...system(), ...own(object), ...fields]) object.fields.set(one.name.toLowerCase(), one);
    objects.set(object.name.toLowerCase(), object);
    byPrefix.set(object.keyPrefix, object);
    return object;
  }

  function addTo({ fields }: SObject, given: NewField): void {
    const made = field(given);
    if (made.formula !== undefined) made.compute ??= computed(made.formula, made, fields);
    fields.set(made.name.toLowerCase(), made);
  }

  /** The object by its name in any case; refuses names it does not have. */
  function object(name: string): SObject {
    const found = objects.get(name.toLowerCase());
    if (!found) throw unknownObject(name);
    return found;
  }

  function sees(userId: string | undefined, { name, visible }: SObject): boolean {
    return visible || userId === undefined || access.can(userId, name, 'read');
  }

  function seesField(userId: string | undefined, owner: SObject, { name, visible, required }: Field): boolean {
    // Required fields have no field-level security of their own: whoever sees the object sees them (dossier 1.2).
    return visible || required || userId === undefined || access.can(userId, `${owner.name}.${name}`, 'read');
  }

  return {
    addObject,
    object,
    has: (name: string): boolean => objects.has(name.toLowerCase()),
    all: (): SObject[] => [...objects.values()],
    /** Which kind of record an id is of. */
    ofId: (id: string): SObject | undefined => byPrefix.get(id.slice(0, 3)),
    /**
     * Adds a field, or changes it when it is there: as a deploy does. A field of Activity is one of Task and Event. Invisible until
     * granted unless `visible`.
     */
    addField(name: string, given: NewField): void {
      const names = name.toLowerCase() === 'activity' ? ['Task', 'Event'] : [name];
      for (const one of names) addTo(object(one), given);
    },
    removeField: (name: string, fieldName: string): void => void object(name).fields.delete(fieldName.toLowerCase()),
    /** The object when this user sees it; refuses as if there were none. */
    objectFor(name: string, userId?: string): SObject {
      const found = object(name);
      if (!sees(userId, found)) throw unknownObject(name);
      return found;
    },
    /** The field when this user sees it. */
    fieldFor(owner: SObject, name: string, userId?: string): Field | undefined {
      const found = owner.fields.get(name.toLowerCase());
      return found && seesField(userId, owner, found) ? found : undefined;
    },
    fieldsFor: (owner: SObject, userId?: string): Field[] =>
      [...owner.fields.values()].filter((one) => seesField(userId, owner, one)),
    /** Whether this user may write it, if anyone may. */
    mayEdit: (owner: SObject, { name, visible, required }: Field, userId: string): boolean =>
      visible || required || access.can(userId, `${owner.name}.${name}`, 'edit'),
    sees,
    /** Fields anywhere that point to this object. */
    pointingTo: (name: string): { object: SObject; field: Field }[] =>
      [...objects.values()].flatMap((one) =>
        [...one.fields.values()]
          .filter((each) => each.referenceTo?.includes(name))
          .map((each) => ({ object: one, field: each })),
      ),
  };
}

function unknownObject(name: string) {
  const message = `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`;
  return refused('INVALID_TYPE', message);
}
