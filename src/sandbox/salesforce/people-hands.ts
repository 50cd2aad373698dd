import type { Row } from './records.ts';
import type { Org } from './org.ts';
import { keep, system } from './desk.ts';
import { create, update } from './writes.ts';

export type NewUser = {
  email: string;
  name: string;
  username?: string;
  timeZone?: string;
  active?: boolean;
  values?: Row;
};

/** Users, groups, queues and permissions, as an admin sets them up. All ids are 18 characters. */
export function peopleHands({ desk, ground }: Org) {
  const add = (object: string, values: Row): string => create(desk, object, values, system);

  function members(group: string, ids: readonly string[]): void {
    for (const id of ids) add('GroupMember', { GroupId: group, UserOrGroupId: id });
  }

  return {
    addUser({
      email,
      name,
      username = email,
      timeZone = 'America/New_York',
      active = true,
      values = {},
    }: NewUser): string {
      const [first = '', ...rest] = name.split(' ');
      const [FirstName, LastName] = rest.length === 0 ? [null, first] : [first, rest.join(' ')];
      const Alias = name.replaceAll(/\W/g, '').slice(0, 8).toLowerCase();
      const own = { Username: username, Email: email, FirstName, LastName, Alias, IsActive: active };
      return add('User', { ...own, TimeZoneSidKey: timeZone, ...values });
    },
    /** Their sessions end, and nothing can be given to them any more; what is theirs stays theirs. */
    deactivate(userId: string): void {
      update(desk, 'User', userId, { IsActive: false }, system);
      ground.sessions.endAllOf(userId);
    },
    /** A queue for these kinds of records. */
    addQueue(name: string, { objects = ['Lead'], users = [] }: { objects?: string[]; users?: string[] } = {}): string {
      const developer = name.replaceAll(/\W+/g, '_');
      const id = add('Group', { Name: name, DeveloperName: developer, Type: 'Queue' });
      for (const SobjectType of objects) add('QueueSobject', { QueueId: id, SobjectType });
      members(id, users);
      return id;
    },
    addGroup(name: string, users: string[] = []): string {
      const developer = name.replaceAll(/\W+/g, '_');
      const id = add('Group', { Name: name, DeveloperName: developer, Type: 'Regular' });
      members(id, users);
      return id;
    },
    /** `edit` and `read` are names as `Lead.Lead_Score__c` and `Hot_Lead__c`; `permissions` as `ViewEditConvertedLeads`. */
    addPermissionSet(name: string, given: { edit?: string[]; read?: string[]; permissions?: string[] } = {}): string {
      const id = add('PermissionSet', { Name: name, Label: name.replaceAll('_', ' ') });
      for (const one of given.read ?? []) ground.access.grant(id, one, 'read');
      for (const one of given.edit ?? []) ground.access.grant(id, one, 'edit');
      for (const one of given.permissions ?? []) ground.access.permit(id, one);
      return id;
    },
    assign: (setId: string, userId: string): string =>
      add('PermissionSetAssignment', { PermissionSetId: setId, AssigneeId: userId }),
    /** Away from and until, epoch ms. Needs an org that has Out of Office; the one of a user is replaced. */
    setOutOfOffice(userId: string, from: number, until: number, message = 'away'): string {
      const object = desk.schema.object('OutOfOffice');
      const times = { StartDate: new Date(from).toISOString(), EndDate: new Date(until).toISOString() };
      const [before] = desk.records.having(object, 'UserId', userId).filter((row) => row['IsDeleted'] !== true);
      if (!before) return add('OutOfOffice', { UserId: userId, ...times, IsEnabled: true, Message: message });
      update(desk, 'OutOfOffice', String(before['Id']), { ...times, IsEnabled: true, Message: message }, system);
      return String(before['Id']);
    },
    /** The default business hours of the org: the same hours on these days, `HH:MM`. */
    setBusinessHours(timeZone: string, days: string[], start: string, end: string): string {
      const object = desk.schema.object('BusinessHours');
      const times = Object.fromEntries(
        days.flatMap((day) => [
          [`${day}StartTime`, `${start}:00.000Z`],
          [`${day}EndTime`, `${end}:00.000Z`],
        ]),
      );
      const [before] = desk.records.all(object);
      const values = { Name: 'Default', IsActive: true, IsDefault: true, TimeZoneSidKey: timeZone, ...times };
      if (!before) return add('BusinessHours', values);
      keep(desk, object, { ...before, ...values }, before, system);
      return String(before['Id']);
    },
  };
}
