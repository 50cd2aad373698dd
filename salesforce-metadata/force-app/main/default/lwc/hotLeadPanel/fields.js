/** What leads and contacts alike are read for. Each may be hidden from who looks. */
const OF_PERSON = [
  'Lead_Score__c',
  'Hot_Lead_Tier__c',
  'Lead_Score_Explanation__c',
  'Hot_Lead_At__c',
  'Lead_Score_Updated_At__c',
  'Hot_Lead_Next_At__c',
  'Hot_Lead_Next_Tier__c',
];

const OF_EPISODE = [
  'State__c',
  'Closed_As__c',
  'Hot_At__c',
  'Respond_By__c',
  'First_Response_At__c',
  'Response_Minutes__c',
  'OwnerId',
  'Owner.Name',
];

/** The field names of a lead or a contact, as wires take them. */
export function personFields(object) {
  return OF_PERSON.map((name) => `${object}.${name}`);
}

export const EPISODES = 'Hot_Leads__r';
export const EPISODE_FIELDS = OF_EPISODE.map((name) => `Hot_Lead__c.${name}`);
export const LATEST_FIRST = ['-Hot_Lead__c.Hot_At__c'];

/** What a record says in a field: undefined where the reader may not see it, null where it is empty. */
export function valueIn(record, name) {
  const [first, second] = name.split('.');
  const value = record.fields[first]?.value;
  return second === undefined ? value : value?.fields?.[second]?.value;
}
