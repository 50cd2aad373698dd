import type { Records, Row } from './records.ts';
import type { Schema } from './schema.ts';
import { stamp } from './times.ts';

/** One value of a standard picklist, in the words of the metadata API. */
export type SetValue = { fullName: string; label: string; default?: boolean; isActive?: boolean } & SetFlags;

/** What some sets say of a value besides. */
type SetFlags = {
  converted?: boolean;
  closed?: boolean;
  won?: boolean;
  highPriority?: boolean;
  probability?: number;
};

export type SetName = 'LeadStatus' | 'TaskStatus' | 'TaskPriority' | 'OpportunityStage';

/** The standard picklists whose values are also rows that SOQL reads. */
export type ValueSets = ReturnType<typeof newValueSets>;

const places: Record<SetName, { object: string; field: string; row: (value: SetValue) => Row }> = {
  LeadStatus: { object: 'Lead', field: 'Status', row: ({ converted = false }) => ({ IsConverted: converted }) },
  TaskStatus: { object: 'Task', field: 'Status', row: ({ closed = false }) => ({ IsClosed: closed }) },
  TaskPriority: {
    object: 'Task',
    field: 'Priority',
    row: ({ highPriority = false }) => ({ IsHighPriority: highPriority }),
  },
  OpportunityStage: {
    object: 'Opportunity',
    field: 'StageName',
    row: ({ closed = false, won = false, probability = 10 }) => ({
      IsClosed: closed,
      IsWon: won,
      IsActive: true,
      DefaultProbability: probability,
    }),
  },
};

export function newValueSets(schema: Schema, records: Records, now: () => number) {
  const sets = new Map<SetName, SetValue[]>();

  function keepRow(name: SetName, value: SetValue, at: number): void {
    const object = schema.object(name);
    const id = records.nextId(object);
    const when = stamp(now());
    const times = { CreatedDate: when, LastModifiedDate: when, SystemModstamp: when, IsDeleted: false };
    const ofOpportunity = name === 'OpportunityStage';
    const isDefault = value.default ?? false;
    records.put(object, {
      Id: id,
      ApiName: value.fullName,
      MasterLabel: value.label,
      SortOrder: at + 1,
      ...(!ofOpportunity && { IsDefault: isDefault }),
      ...times,
      ...places[name].row(value),
    });
  }

  /** The set is now these values and no others: what is left out is inactive, as after a deploy (dossier 1.5). */
  function set(name: SetName, values: SetValue[]): void {
    sets.set(name, structuredClone(values));
    const active = values.filter(({ isActive = true }) => isActive);
    const object = schema.object(name);
    const old = Array.from(records.all(object), ({ Id }) => String(Id));
    for (const id of old) records.erase(object, id);
    for (const [at, value] of active.entries()) keepRow(name, value, at);
    const { object: of, field } = places[name];
    const standing = active.find((value) => value.default);
    const { defaultValue: _, ...known } = schema.object(of).fields.get(field.toLowerCase()) ?? { name: field };
    schema.addField(of, {
      ...known,
      picklist: active.map(({ fullName }) => fullName),
      ...(standing && { defaultValue: standing.fullName }),
    });
  }

  const get = (name: SetName): SetValue[] => structuredClone(sets.get(name) ?? []);
  return {
    get,
    set,
    names: Object.keys(places) as SetName[],
    has: (name: string): name is SetName => name in places,
    /** The value under this name, in any case. */
    find: (name: SetName, value: unknown): SetValue | undefined =>
      (sets.get(name) ?? []).find(({ fullName }) => fullName.toLowerCase() === String(value).toLowerCase()),
  };
}

/** What a new org comes with. */
export const usualSets: Record<SetName, SetValue[]> = {
  LeadStatus: [
    { fullName: 'Open - Not Contacted', label: 'Open - Not Contacted', default: true },
    { fullName: 'Working - Contacted', label: 'Working - Contacted' },
    { fullName: 'Closed - Converted', label: 'Closed - Converted', converted: true },
    { fullName: 'Closed - Not Converted', label: 'Closed - Not Converted' },
  ],
  TaskStatus: [
    { fullName: 'Not Started', label: 'Not Started', default: true },
    { fullName: 'In Progress', label: 'In Progress' },
    { fullName: 'Completed', label: 'Completed', closed: true },
    { fullName: 'Waiting on someone else', label: 'Waiting on someone else' },
    { fullName: 'Deferred', label: 'Deferred' },
  ],
  TaskPriority: [
    { fullName: 'High', label: 'High', highPriority: true },
    { fullName: 'Normal', label: 'Normal', default: true },
    { fullName: 'Low', label: 'Low' },
  ],
  OpportunityStage: [
    { fullName: 'Prospecting', label: 'Prospecting', probability: 10 },
    { fullName: 'Qualification', label: 'Qualification', probability: 10 },
    { fullName: 'Needs Analysis', label: 'Needs Analysis', probability: 20 },
    { fullName: 'Proposal/Price Quote', label: 'Proposal/Price Quote', probability: 75 },
    { fullName: 'Negotiation/Review', label: 'Negotiation/Review', probability: 90 },
    { fullName: 'Closed Won', label: 'Closed Won', probability: 100, closed: true, won: true },
    { fullName: 'Closed Lost', label: 'Closed Lost', probability: 0, closed: true },
  ],
};
