import { describe, expect, test } from '@jest/globals';
import type { EpisodeRecord } from '../crm.ts';
import { dealOf, episodeRow, type Standing } from './episodes-record.ts';

const [lead, contact, deal] = ['00QgK0000000001AAA', '003gK0000000001AAA', '006gK0000000001AAA'];
const [ann, us] = ['005gK0000000001AAA', '005gK0000000009AAA'];
const at = Date.parse('2026-11-22T09:00:00Z');

const episode = (more: Partial<EpisodeRecord> = {}): EpisodeRecord => ({
  key: 'e1',
  leadId: lead,
  ownerId: ann,
  state: 'open',
  tier: 1,
  score: 82.46,
  reason: 'asked for a demo',
  signalAt: at - 60_000,
  openedAt: at,
  respondBy: at + 3_600_000,
  ...more,
});
const standing = (more: Partial<Standing> = {}): Standing => ({
  leads: new Map([[lead, { contactId: undefined }]]),
  contacts: new Set([contact]),
  deals: new Map([[deal, { marked: false }]]),
  owners: new Set([ann]),
  nobody: us,
  ...more,
});

describe('the row of an episode', () => {
  test('says what is known, and empties what is not', () => {
    expect(episodeRow(episode(), standing())).toEqual({
      attributes: { type: 'Hot_Lead__c' },
      Episode_Key__c: 'e1',
      Lead__c: lead,
      Contact__c: null,
      Opportunity__c: null,
      OwnerId: ann,
      Signal_At__c: '2026-11-22T08:59:00.000Z',
      Hot_At__c: '2026-11-22T09:00:00.000Z',
      Respond_By__c: '2026-11-22T10:00:00.000Z',
      First_Rep_Action_At__c: null,
      First_Response_At__c: null,
      Score_At_Trigger__c: 82.5,
      Tier__c: 1,
      State__c: 'open',
      Closed_As__c: null,
      Reason__c: 'asked for a demo',
    });
  });

  test('of a contact leaves the Lead that it was', () => {
    const row = episodeRow(episode({ leadId: contact, dealId: deal }), standing());
    expect(row).toMatchObject({ Contact__c: contact, Opportunity__c: deal });
    expect(row).not.toHaveProperty('Lead__c');
    expect(dealOf(row)).toBe(deal);
  });

  test('of a Lead that was converted names the contact, too, and no deal that did not come of it', () => {
    const leads = new Map([[lead, { contactId: contact }]]);
    const converted = { Lead__c: lead, Contact__c: contact };
    expect(episodeRow(episode(), standing({ leads }))).toMatchObject({ ...converted, Opportunity__c: null });
    const credited = episodeRow(episode({ dealId: deal }), standing({ leads }));
    expect(credited).toMatchObject({ ...converted, Opportunity__c: deal });
  });

  test('points to nothing that is gone, and nobody is who we are', () => {
    const gone = standing({ leads: new Map(), contacts: new Set(), deals: new Map(), owners: new Set() });
    const row = episodeRow(episode({ dealId: deal }), gone);
    expect(row).toMatchObject({ Contact__c: null, Opportunity__c: null, OwnerId: us });
    expect(row['Lead__c']).toBeNull();
  });
});
