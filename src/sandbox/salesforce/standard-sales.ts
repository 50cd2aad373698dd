import { date, datetime, field, flag, kept, long, picklist, reference, text, type Field } from './fields.ts';
import type { NewObject } from './schema.ts';

// Names and types of fields: the org-generated OpenAPI document and the dossier (4.7 to 4.9). Only what a lead product meets.

const owner = reference('OwnerId', ['Group', 'User']);
const userOwner = reference('OwnerId', 'User');
const email = field({ name: 'Email', type: 'email', length: 80 });
const phone = (name: string): Field => field({ name, type: 'phone', length: 40 });
const url = (name: string): Field => field({ name, type: 'url', length: 255 });
const money = (name: string): Field => field({ name, type: 'currency', precision: 18, scale: 2 });

const address = (prefix = ''): Field[] => [
  field({ name: `${prefix}Street`, type: 'textarea', length: 255 }),
  text(`${prefix}City`, 40),
  text(`${prefix}State`, 80),
  text(`${prefix}PostalCode`, 20),
  text(`${prefix}Country`, 80),
];

const sources = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];
const person = (lastName: Partial<Field>): Field[] => [
  text('Salutation', 40),
  text('FirstName', 40),
  text('LastName', 80, lastName),
  text('Name', 121, kept),
  text('Title', 128),
  email,
  phone('Phone'),
  phone('MobilePhone'),
  picklist('LeadSource', sources),
  long('Description'),
  flag('HasOptedOutOfEmail'),
  flag('DoNotCall'),
  date('LastActivityDate', kept),
  date('LastTransferDate', kept),
  text('EmailBouncedReason', 255),
  datetime('EmailBouncedDate'),
];

const lead: NewObject = {
  name: 'Lead',
  keyPrefix: '00Q',
  fields: [
    ...person({ required: true }),
    text('Company', 255, { required: true }),
    url('Website'),
    picklist('Industry', []),
    field({ name: 'NumberOfEmployees', type: 'int', precision: 8 }),
    money('AnnualRevenue'),
    picklist('Status', []),
    picklist('Rating', ['Hot', 'Warm', 'Cold']),
    owner,
    ...address(),
    flag('IsConverted', kept),
    date('ConvertedDate', kept),
    reference('ConvertedAccountId', 'Account', kept),
    reference('ConvertedContactId', 'Contact', kept),
    reference('ConvertedOpportunityId', 'Opportunity', kept),
    reference('MasterRecordId', 'Lead', kept),
    reference('RecordTypeId', 'RecordType'),
    flag('IsUnreadByOwner'),
  ],
  tracked: new Set(['Status', 'OwnerId']),
};

const contact: NewObject = {
  name: 'Contact',
  keyPrefix: '003',
  fields: [
    ...person({ required: true }),
    reference('AccountId', 'Account', { childRelationshipName: 'Contacts' }),
    text('Department', 80),
    reference('ReportsToId', 'Contact'),
    userOwner,
    ...address('Mailing'),
    flag('IsEmailBounced', kept),
    reference('MasterRecordId', 'Contact', kept),
    reference('RecordTypeId', 'RecordType'),
  ],
};

const account: NewObject = {
  name: 'Account',
  keyPrefix: '001',
  fields: [
    text('Name', 255, { required: true }),
    picklist('Type', ['Prospect', 'Customer - Direct', 'Customer - Channel', 'Other']),
    url('Website'),
    phone('Phone'),
    picklist('Industry', []),
    field({ name: 'NumberOfEmployees', type: 'int', precision: 8 }),
    money('AnnualRevenue'),
    reference('ParentId', 'Account', { childRelationshipName: 'ChildAccounts' }),
    userOwner,
    ...address('Billing'),
    long('Description'),
    reference('MasterRecordId', 'Account', kept),
  ],
};

const opportunity: NewObject = {
  name: 'Opportunity',
  keyPrefix: '006',
  fields: [
    text('Name', 120, { required: true }),
    reference('AccountId', 'Account', { childRelationshipName: 'Opportunities' }),
    reference('ContactId', 'Contact', { updateable: false }),
    picklist('StageName', [], { required: true }),
    money('Amount'),
    field({ name: 'Probability', type: 'percent', precision: 3, scale: 0 }),
    date('CloseDate', { required: true }),
    picklist('Type', ['Existing Customer - Upgrade', 'New Customer']),
    picklist('LeadSource', sources),
    flag('IsClosed', kept),
    flag('IsWon', kept),
    text('ForecastCategory', 40, kept),
    reference('CampaignId', 'Campaign'),
    userOwner,
    long('Description'),
    date('LastActivityDate', kept),
    datetime('LastStageChangeDate', kept),
  ],
};

/** Leads, contacts, accounts, opportunities and campaigns. */
export const salesObjects: NewObject[] = [
  account,
  lead,
  contact,
  opportunity,
  {
    name: 'OpportunityContactRole',
    keyPrefix: '00K',
    fields: [
      reference('OpportunityId', 'Opportunity', {
        required: true,
        updateable: false,
        childRelationshipName: 'OpportunityContactRoles',
      }),
      reference('ContactId', 'Contact', { required: true, childRelationshipName: 'OpportunityContactRoles' }),
      picklist('Role', ['Decision Maker', 'Business User', 'Evaluator', 'Influencer', 'Other']),
      flag('IsPrimary'),
    ],
  },
  {
    name: 'Campaign',
    keyPrefix: '701',
    fields: [
      text('Name', 80, { required: true }),
      picklist('Type', ['Webinar', 'Conference', 'Trade Show', 'Email', 'Advertisement', 'Other']),
      picklist('Status', ['Planned', 'In Progress', 'Completed', 'Aborted']),
      flag('IsActive'),
      date('StartDate'),
      date('EndDate'),
      userOwner,
    ],
  },
  {
    name: 'CampaignMember',
    keyPrefix: '00v',
    fields: [
      reference('CampaignId', 'Campaign', {
        required: true,
        updateable: false,
        childRelationshipName: 'CampaignMembers',
      }),
      reference('LeadId', 'Lead', { updateable: false, childRelationshipName: 'CampaignMembers' }),
      reference('ContactId', 'Contact', { updateable: false, childRelationshipName: 'CampaignMembers' }),
      reference('LeadOrContactId', ['Contact', 'Lead'], kept),
      text('Type', 40, kept),
      picklist('Status', ['Sent', 'Responded', 'Registered', 'Attended', 'No Show']),
      flag('HasResponded', kept),
      date('FirstRespondedDate', kept),
    ],
  },
  {
    name: 'LeadHistory',
    keyPrefix: '017',
    createable: false,
    updateable: false,
    deletable: false,
    fields: [
      reference('LeadId', 'Lead', { ...kept, childRelationshipName: 'Histories' }),
      text('Field', 255, kept),
      text('DataType', 40, kept),
      field({ name: 'OldValue', length: 255, ...kept }),
      field({ name: 'NewValue', length: 255, ...kept }),
    ],
  },
  {
    name: 'AssignmentRule',
    keyPrefix: '01Q',
    createable: false,
    updateable: false,
    fields: [text('Name', 120, kept), text('SobjectType', 40, kept), flag('Active', kept)],
  },
  {
    name: 'RecordType',
    keyPrefix: '012',
    fields: [text('Name', 80), text('DeveloperName', 80), text('SobjectType', 40), flag('IsActive')],
  },
];
