/** What every org has of its own, as far as this project's metadata names it. Written out by hand: a name outside is a finding. */

/** Standard fields by object, as layouts, flows, report types and permission sets name them. */
export const standardFields: Record<string, string[]> = {
  Lead: words(
    `Id Name OwnerId Status IsConverted Address AnnualRevenue Company DoNotCall Email HasOptedOutOfEmail Industry LeadSource
    MobilePhone NumberOfEmployees Phone Rating Title Website`,
  ),
  Contact: words(
    `Id Name OwnerId AccountId Department DoNotCall Email HasOptedOutOfEmail LeadSource MailingAddress MobilePhone Phone Title`,
  ),
  Account: words('Id AnnualRevenue BillingAddress Industry NumberOfEmployees ParentId Phone Type Website'),
  Opportunity: words('Id AccountId Amount LeadSource NextStep StageName Type'),
  Campaign: [],
  Task: words(
    `Id ActivityDate CallDisposition CallDurationInSeconds CallType CompletedDateTime CreatedById Description IsClosed LastModifiedById OwnerId
    Status Subject TaskSubtype Type WhatId WhoId`,
  ),
  Event: words('Id Description EndDateTime Location OwnerId StartDateTime Subject WhatId WhoId'),
  Activity: [],
  User: words('Id Email ProfileId UserType Username'),
};

function words(text: string): string[] {
  return text.split(/\s+/);
}

/** Fields that every object of a customer has; Owner is what report types call OwnerId. */
export const fieldsOfEveryCustomObject = [
  'Id',
  'Name',
  'Owner',
  'OwnerId',
  'CreatedDate',
  'LastModifiedDate',
  'CreatedById',
];

export type ColumnKind = 'number' | 'date' | 'text';

/** The standard report types that reports here use: their columns, the field behind each, and what it is. */
export const standardReportTypes: Record<
  string,
  { object: string; columns: Record<string, { field: string; kind: ColumnKind }> }
> = {
  Opportunity: {
    object: 'Opportunity',
    columns: {
      OPPORTUNITY_NAME: { field: 'Name', kind: 'text' },
      ACCOUNT_NAME: { field: 'Account.Name', kind: 'text' },
      STAGE_NAME: { field: 'StageName', kind: 'text' },
      CLOSE_DATE: { field: 'CloseDate', kind: 'date' },
      AMOUNT: { field: 'Amount', kind: 'number' },
    },
  },
};

/** Columns of list views of a customer's own objects that are no fields. */
export const listViewColumns = [
  'NAME',
  'OWNER.ALIAS',
  'OWNER.FIRST_NAME',
  'OWNER.LAST_NAME',
  'CREATED_DATE',
  'LAST_UPDATE',
];

/** Objects that queues own records of. Task is shown in Setup, but not proven in files: optional/README.md. */
export const queueObjects = ['Lead', 'Case', 'Task'];

/** What else must be granted beside a permission, or the org refuses the file. */
export const objectNeeds: Record<string, string[]> = { Contact: ['Account'], Opportunity: ['Account'] };
