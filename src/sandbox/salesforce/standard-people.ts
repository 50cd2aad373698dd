import { date, datetime, field, flag, kept, picklist, reference, text, type Field } from './fields.ts';
import type { NewObject } from './schema.ts';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const time = (name: string): Field => field({ name, type: 'time', ...kept });

const user: NewObject = {
  name: 'User',
  keyPrefix: '005',
  deletable: false,
  fields: [
    text('Username', 80, { required: true }),
    text('FirstName', 40),
    text('LastName', 80, { required: true }),
    text('Name', 121, kept),
    field({ name: 'Email', type: 'email', length: 128, required: true }),
    text('Alias', 8),
    text('Title', 80),
    text('Department', 80),
    field({ name: 'Phone', type: 'phone', length: 40 }),
    field({ name: 'MobilePhone', type: 'phone', length: 40 }),
    flag('IsActive'),
    text('TimeZoneSidKey', 40, { defaultValue: 'America/Los_Angeles' }),
    text('LocaleSidKey', 40, { defaultValue: 'en_US' }),
    text('LanguageLocaleKey', 40, { defaultValue: 'en_US' }),
    picklist('UserType', ['Standard', 'AutomatedProcess', 'CspLitePortal'], { ...kept, defaultValue: 'Standard' }),
    reference('ProfileId', 'Profile'),
    reference('UserRoleId', 'UserRole'),
    reference('ManagerId', 'User'),
    reference('DelegatedApproverId', ['Group', 'User']),
  ],
};

const organization: NewObject = {
  name: 'Organization',
  keyPrefix: '00D',
  createable: false,
  deletable: false,
  fields: [
    text('Name', 80),
    text('OrganizationType', 40, kept),
    flag('IsSandbox', kept),
    text('InstanceName', 10, kept),
    text('NamespacePrefix', 15, kept),
    text('TimeZoneSidKey', 40),
    text('DefaultLocaleSidKey', 40),
    text('LanguageLocaleKey', 40),
    field({ name: 'FiscalYearStartMonth', type: 'int', precision: 2 }),
    ...['Lead', 'Account', 'Contact', 'Opportunity'].map((object) => text(`Default${object}Access`, 40, kept)),
  ],
};

const rightsOnRecords = ['Create', 'Read', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords'];

/** Users, groups and queues, permission sets, business hours. OutOfOffice is not among them: see `outOfOffice`. */
export const peopleObjects: NewObject[] = [
  user,
  organization,
  {
    name: 'Profile',
    keyPrefix: '00e',
    createable: false,
    fields: [text('Name', 255), text('UserType', 40, kept)],
  },
  {
    name: 'UserRole',
    keyPrefix: '00E',
    fields: [text('Name', 80), text('DeveloperName', 80), reference('ParentRoleId', 'UserRole')],
  },
  {
    name: 'Group',
    keyPrefix: '00G',
    fields: [
      text('Name', 40, { required: true }),
      text('DeveloperName', 80),
      picklist('Type', ['Regular', 'Queue', 'Role', 'Organization'], { updateable: false, defaultValue: 'Regular' }),
      field({ name: 'Email', type: 'email', length: 255 }),
      flag('DoesSendEmailToMembers'),
    ],
  },
  {
    name: 'GroupMember',
    keyPrefix: '011',
    updateable: false,
    fields: [
      reference('GroupId', 'Group', { required: true, updateable: false, childRelationshipName: 'GroupMembers' }),
      reference('UserOrGroupId', ['Group', 'User'], { required: true, updateable: false }),
    ],
  },
  {
    name: 'QueueSobject',
    keyPrefix: '03g',
    updateable: false,
    fields: [
      reference('QueueId', 'Group', { required: true, updateable: false, childRelationshipName: 'QueueSobjects' }),
      text('SobjectType', 40, { required: true, updateable: false }),
    ],
  },
  {
    name: 'PermissionSet',
    keyPrefix: '0PS',
    fields: [
      text('Name', 80, { required: true }),
      text('Label', 80, { required: true }),
      text('Description', 255),
      flag('IsOwnedByProfile', kept),
      text('NamespacePrefix', 15, kept),
      reference('ProfileId', 'Profile', kept),
    ],
  },
  {
    name: 'PermissionSetAssignment',
    keyPrefix: '0Pa',
    updateable: false,
    fields: [
      reference('PermissionSetId', 'PermissionSet', {
        required: true,
        updateable: false,
        childRelationshipName: 'Assignments',
      }),
      reference('AssigneeId', 'User', {
        required: true,
        updateable: false,
        childRelationshipName: 'PermissionSetAssignments',
      }),
    ],
  },
  {
    name: 'ObjectPermissions',
    keyPrefix: '110',
    fields: [
      reference('ParentId', 'PermissionSet', { required: true, updateable: false }),
      text('SobjectType', 40, { required: true, updateable: false }),
      ...rightsOnRecords.map((right) => flag(`Permissions${right}`)),
    ],
  },
  {
    name: 'BusinessHours',
    keyPrefix: '01m',
    createable: false,
    fields: [
      text('Name', 80),
      flag('IsActive'),
      flag('IsDefault'),
      text('TimeZoneSidKey', 40),
      ...days.flatMap((day) => [time(`${day}StartTime`), time(`${day}EndTime`)]),
    ],
  },
  {
    name: 'Holiday',
    keyPrefix: '0C0',
    fields: [
      text('Name', 80, { required: true }),
      date('ActivityDate'),
      flag('IsAllDay'),
      flag('IsRecurrence'),
      field({ name: 'StartTimeInMinutes', type: 'int' }),
      field({ name: 'EndTimeInMinutes', type: 'int' }),
      text('RecurrenceType', 40),
      text('RecurrenceMonthOfYear', 40),
      field({ name: 'RecurrenceDayOfMonth', type: 'int' }),
      field({ name: 'RecurrenceDayOfWeekMask', type: 'int' }),
      text('RecurrenceInstance', 40),
      field({ name: 'RecurrenceInterval', type: 'int' }),
      date('RecurrenceStartDate'),
      date('RecurrenceEndDateOnly'),
    ],
  },
];

/** There only when somebody switched it on for the org (dossier 4.9). */
export const outOfOffice: NewObject = {
  name: 'OutOfOffice',
  keyPrefix: '0D6',
  fields: [
    reference('UserId', 'User', { required: true, updateable: false }),
    datetime('StartDate', { required: true }),
    datetime('EndDate', { required: true }),
    flag('IsEnabled', { defaultValue: true }),
    text('Message', 60),
  ],
};
