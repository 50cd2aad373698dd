import { flag, kept, type NewField } from './fields.ts';
import { wholeId } from './ids.ts';
import type { Org } from './org.ts';
import type { Rule } from './org-rules.ts';
import type { NewObject } from './schema.ts';
import type { SetName, SetValue } from './value-sets.ts';
import { keep, system } from './desk.ts';
import { create } from './writes.ts';

/** What an admin sets up, and what time and other integrations do to the org. */
export function orgHands({ desk, ground, behaviour }: Org) {
  return {
    /** A custom field; a name of Activity means tasks and events. Invisible until a permission set grants it, unless `visible`. */
    addField: (object: string, field: NewField): void => ground.schema.addField(object, field),
    /** Switches person accounts on, for good: only then accounts have the field that tells them (as known, not tried). */
    personAccounts: (): void => ground.schema.addField('Account', { ...flag('IsPersonAccount', kept), visible: true }),
    addObject: (object: NewObject): void => void ground.schema.addObject(object),
    setValues: (name: SetName, values: SetValue[]): void => ground.valueSets.set(name, values),
    /** The active lead assignment rule gives every lead to this user or queue; undefined: there is none. */
    setAssignmentRule(ownerId: string | undefined): void {
      behaviour.assignee = ownerId;
      const object = desk.schema.object('AssignmentRule');
      const [rule] = desk.records.all(object);
      const active = { Active: ownerId !== undefined };
      if (rule) return keep(desk, object, { ...rule, ...active }, rule, system);
      create(desk, 'AssignmentRule', { Name: 'Standard', SobjectType: 'Lead', ...active }, system);
    },
    /** A duplicate rule refuses a lead or contact with an e-mail that another one has. */
    blockDuplicates: (on = true): void => void (behaviour.blocksDuplicates = on),
    /** Somebody else is writing the record: the next writes of it are refused. */
    lockRow: (id: string, writes = 1): void => void behaviour.locked.set(wholeId(id) ?? id, writes),
    /** A validation rule, trigger or flow judges what the API writes to this kind of record; other codes than the usual may be named. */
    addRule(object: string, rule: Rule): void {
      const { byObject } = behaviour.rules;
      byObject.set(object, [...(byObject.get(object) ?? []), rule]);
    },
    /** Sharing lets users of the API only read this record from now on. */
    makeReadOnly: (id: string): void => void behaviour.rules.readOnly.add(wholeId(id) ?? id),
    /** Other integrations used this much of today's calls. */
    useCalls: (calls: number): void => ground.meter.use(calls),
    setDailyLimit: (calls: number): void => ground.meter.setDaily(calls),
    setLongRunning: (requests: number): void => ground.meter.setLongRunning(requests),
    /** Opens another session, as a login would. */
    openSession: (userId: string): string => ground.sessions.open(userId),
  };
}
