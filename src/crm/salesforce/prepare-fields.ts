import type { Described } from './describe.ts';

const ofPerson = [
  'Lead_Score__c',
  'Hot_Lead_Tier__c',
  'Lead_Score_Explanation__c',
  'Hot_Lead_At__c',
  'First_Response_At__c',
  'Lead_Score_Updated_At__c',
  'Hot_Lead_Next_At__c',
  'Hot_Lead_Next_Tier__c',
];

/** The fields that the product writes, by object; `Hot_Signal__c` is written by what the org has, and read. */
export const fieldsWritten: Record<string, readonly string[]> = {
  Lead: ofPerson,
  Contact: [...ofPerson, 'Hot_Lead_Status__c'],
  Task: ['Hot_Lead_Key__c', 'Hot_Lead_Due_At__c'],
  Opportunity: ['From_Hot_Lead__c'],
  Hot_Signal__c: [],
  Hot_Lead__c: [
    'Episode_Key__c',
    'Lead__c',
    'Contact__c',
    'Opportunity__c',
    'Signal_At__c',
    'Hot_At__c',
    'Respond_By__c',
    'First_Rep_Action_At__c',
    'First_Response_At__c',
    'Score_At_Trigger__c',
    'Tier__c',
    'State__c',
    'Closed_As__c',
    'Reason__c',
  ],
};

/** Fields of the org's own that the product writes. */
const standardWritten: Record<string, readonly string[]> = {
  Lead: ['OwnerId', 'Status'],
  Contact: ['OwnerId'],
  Task: ['OwnerId', 'Status', 'Priority', 'Subject', 'ActivityDate'],
};

/** What is wrong with an object's fields, as sentences for a person; none when all can be written. */
export function problemsOf(object: string, described: Described | undefined): string[] {
  if (described === undefined)
    return [`salesforce: ${object} is not there, or hidden from the user we are: run \`hot-lead salesforce setup\``];
  const isReadOnly = (name: string) => described.fields.get(name)?.updateable !== true;
  const ours = (fieldsWritten[object] ?? []).filter(isReadOnly);
  const theirs = (standardWritten[object] ?? []).filter(isReadOnly);
  return [
    ...(ours.length === 0
      ? []
      : [
          `salesforce: ${object} lacks fields that we may write (${ours.join(', ')}), which are left out meanwhile: run \`hot-lead salesforce setup\``,
        ]),
    ...(theirs.length === 0 ? [] : [readOnlyProblem(object, theirs)]),
  ];
}

function readOnlyProblem(object: string, names: readonly string[]): string {
  const where = `Setup > Object Manager > ${object} > Fields & Relationships > ${names[0]} > Set Field-Level Security`;
  return `salesforce: the user we are may only read ${names.map((name) => `${object}.${name}`).join(', ')}, which is never written meanwhile: let their profile edit ${object}, and its field (${where})`;
}
