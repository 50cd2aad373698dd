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

/** What is wrong with an object's fields, as a sentence for a person; undefined when all can be written. */
export function problemOf(object: string, described: Described | undefined): string | undefined {
  if (described === undefined)
    return `salesforce: ${object} is not there, or hidden from the user we are: run \`hot-lead salesforce setup\``;
  const missing = (fieldsWritten[object] ?? []).filter((name) => described.fields.get(name)?.updateable !== true);
  if (missing.length === 0) return undefined;
  const what = `${object} lacks fields that we may write (${missing.join(', ')}), which are left out meanwhile`;
  return `salesforce: ${what}: run \`hot-lead salesforce setup\``;
}
