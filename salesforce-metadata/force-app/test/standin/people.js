/** Made-up people, as the wires of Salesforce tell them. */
export const NOW = '2026-11-24T09:20:00.000Z';

function record(values) {
  return { fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])) };
}

const ANN = { OwnerId: '005000000000001AAA', name: 'Ann Meyer' };
const QUEUE = { OwnerId: '00G000000000001AAA', name: 'Hot Leads' };

function episode({ OwnerId, name }, values) {
  const { fields } = record({ ...values, OwnerId });
  return { records: [{ id: 'a00', fields: { ...fields, Owner: { value: record({ Name: name }) } } }] };
}

const waiting = {
  getRecord: record({
    Lead_Score__c: 97,
    Hot_Lead_Tier__c: 'tier_1',
    Lead_Score_Explanation__c:
      'asked for a demo (24 Nov 08:52 UTC); pricing page 3 times in 16 minutes (24 Nov 08:47 UTC); ROI calculator (23 Nov 15:25 UTC); case study (23 Nov 15:20 UTC); clicked a link in an e-mail (23 Nov 15:18 UTC); stays hot until 1 Dec 08:52 UTC',
    Hot_Lead_At__c: '2026-11-24T08:52:00.000Z',
    Lead_Score_Updated_At__c: '2026-11-24T09:18:00.000Z',
    Hot_Lead_Next_At__c: '2026-12-01T08:52:00.000Z',
    Hot_Lead_Next_Tier__c: 'tier_3',
  }),
  getRelatedListRecords: episode(ANN, {
    State__c: 'claimed',
    Closed_As__c: null,
    Hot_At__c: '2026-11-24T08:52:00.000Z',
    Respond_By__c: '2026-11-24T09:52:00.000Z',
    First_Response_At__c: null,
    Response_Minutes__c: null,
  }),
};

const late = {
  getRecord: record({
    Lead_Score__c: 36,
    Hot_Lead_Tier__c: 'tier_2',
    Lead_Score_Explanation__c:
      'replied with interest (24 Nov 07:45 UTC); attended a webinar (20 Nov 14:00 UTC); stays hot until 25 Nov 07:45 UTC',
    Hot_Lead_At__c: '2026-11-24T07:45:00.000Z',
    Lead_Score_Updated_At__c: '2026-11-24T07:45:00.000Z',
    Hot_Lead_Next_At__c: '2026-11-25T07:45:00.000Z',
    Hot_Lead_Next_Tier__c: 'none',
  }),
  getRelatedListRecords: episode(QUEUE, {
    State__c: 'open',
    Closed_As__c: null,
    Hot_At__c: '2026-11-24T07:45:00.000Z',
    Respond_By__c: '2026-11-24T08:45:00.000Z',
    First_Response_At__c: null,
    Response_Minutes__c: null,
  }),
};

const answered = {
  getRecord: record({
    Lead_Score__c: 51,
    Hot_Lead_Tier__c: 'tier_3',
    Lead_Score_Explanation__c:
      'asked to talk to sales (21 Nov 12:00 UTC); case study (20 Nov 17:30 UTC); clicked a link in an e-mail (20 Nov 17:25 UTC)',
    Hot_Lead_At__c: '2026-11-21T12:00:00.000Z',
    Lead_Score_Updated_At__c: '2026-11-24T06:00:00.000Z',
    Hot_Lead_Next_At__c: '2026-11-28T12:00:00.000Z',
    Hot_Lead_Next_Tier__c: 'none',
  }),
  getRelatedListRecords: episode(ANN, {
    State__c: 'closed',
    Closed_As__c: 'cooled',
    Hot_At__c: '2026-11-21T12:00:00.000Z',
    Respond_By__c: '2026-11-21T13:00:00.000Z',
    First_Response_At__c: '2026-11-21T12:23:00.000Z',
    Response_Minutes__c: 23,
  }),
};

/** By record. */
export const people = { '00Q000000000001AAA': waiting, '00Q000000000002AAA': late, '00Q000000000003AAA': answered };
