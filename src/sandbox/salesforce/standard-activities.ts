import { date, datetime, field, flag, kept, long, picklist, reference, text } from './fields.ts';
import type { NewObject } from './schema.ts';

const people = ['Contact', 'Lead'] as const;
const things = ['Account', 'Campaign', 'Opportunity'] as const;
const subtypes = ['Task', 'Email', 'ListEmail', 'Cadence', 'Call'];

const task: NewObject = {
  name: 'Task',
  keyPrefix: '00T',
  fields: [
    reference('WhoId', people, { childRelationshipName: 'Tasks' }),
    reference('WhatId', things),
    text('Subject', 255),
    date('ActivityDate'),
    picklist('Type', ['Call', 'Email', 'Meeting', 'Other']),
    picklist('Status', []),
    picklist('Priority', []),
    flag('IsHighPriority', kept),
    reference('OwnerId', ['Group', 'User']),
    long('Description'),
    reference('AccountId', 'Account', kept),
    flag('IsClosed', kept),
    flag('IsArchived', kept),
    datetime('CompletedDateTime', kept),
    flag('IsReminderSet'),
    datetime('ReminderDateTime'),
    picklist('TaskSubtype', subtypes, { updateable: false, restricted: true, defaultValue: 'Task' }),
    picklist('CallType', ['Internal', 'Inbound', 'Outbound'], { restricted: true }),
    field({ name: 'CallDurationInSeconds', type: 'int', precision: 8 }),
    text('CallDisposition', 255),
    flag('IsRecurrence', kept),
  ],
};

const event: NewObject = {
  name: 'Event',
  keyPrefix: '00U',
  fields: [
    reference('WhoId', people, { childRelationshipName: 'Events' }),
    reference('WhatId', things),
    text('Subject', 255),
    text('Location', 255),
    flag('IsAllDayEvent'),
    datetime('ActivityDateTime'),
    date('ActivityDate'),
    datetime('StartDateTime'),
    datetime('EndDateTime'),
    field({ name: 'DurationInMinutes', type: 'int', precision: 8 }),
    reference('OwnerId', ['Calendar', 'User']),
    long('Description'),
    reference('AccountId', 'Account', kept),
    picklist('ShowAs', ['Busy', 'OutOfOffice', 'Free'], { restricted: true, defaultValue: 'Busy' }),
    flag('IsPrivate'),
    flag('IsChild', kept),
    flag('IsArchived', kept),
    flag('IsRecurrence', kept),
    picklist('EventSubtype', ['Event'], { updateable: false, restricted: true, defaultValue: 'Event' }),
    flag('IsReminderSet'),
    datetime('ReminderDateTime'),
  ],
};

const emailMessage: NewObject = {
  name: 'EmailMessage',
  keyPrefix: '02s',
  fields: [
    reference('ActivityId', 'Task'),
    reference('RelatedToId', things, { relationshipName: 'RelatedTo' }),
    reference('ParentId', 'Case'),
    text('Subject', 3000),
    long('TextBody', 131_072),
    long('HtmlBody', 131_072),
    field({ name: 'FromAddress', type: 'email', length: 1000 }),
    text('FromName', 1000),
    text('ToAddress', 4000),
    text('CcAddress', 4000),
    flag('Incoming', { updateable: false }),
    // 0 New, 1 Read, 2 Replied, 3 Sent, 4 Forwarded, 5 Draft.
    picklist('Status', ['0', '1', '2', '3', '4', '5'], { restricted: true, defaultValue: '5' }),
    datetime('MessageDate'),
    flag('IsTracked'),
    flag('IsOpened', kept),
    datetime('FirstOpenedDate', kept),
    datetime('LastOpenedDate', kept),
    flag('IsBounced'),
    long('Headers'),
    picklist('AutomationType', ['AutomatedEmail'], kept),
    text('MessageIdentifier', 765),
    text('ThreadIdentifier', 765),
    reference('ReplyToEmailMessageId', 'EmailMessage'),
  ],
};

/** Tasks, events and mails, with who they are about. */
export const activityObjects: NewObject[] = [
  task,
  event,
  {
    name: 'EventRelation',
    keyPrefix: '0RE',
    fields: [
      reference('EventId', 'Event', { required: true, updateable: false, childRelationshipName: 'EventRelations' }),
      reference('RelationId', [...people, 'User'], { required: true, updateable: false }),
      flag('IsWhat', kept),
      picklist('Status', ['New', 'Declined', 'Accepted', 'Uninvited', 'Maybe'], { restricted: true }),
      text('Response', 255),
      datetime('RespondedDate'),
    ],
  },
  emailMessage,
  {
    name: 'EmailMessageRelation',
    keyPrefix: '0ZZ',
    updateable: false,
    fields: [
      reference('EmailMessageId', 'EmailMessage', {
        required: true,
        updateable: false,
        childRelationshipName: 'EmailMessageRelations',
      }),
      reference('RelationId', [...people, 'User'], { updateable: false }),
      picklist('RelationType', ['ToAddress', 'CcAddress', 'BccAddress', 'FromAddress', 'OtherAddress'], {
        required: true,
        updateable: false,
        restricted: true,
      }),
      text('RelationObjectType', 40, kept),
      field({ name: 'RelationAddress', type: 'email', length: 80, updateable: false }),
    ],
  },
];
