import type { EpisodeRecord } from '../crm.ts';
import type { Row } from './org.ts';
import { objectOf } from './record-url.ts';
import { moment } from './write-leads-fields.ts';

const longestReason = 32_768;

/** What stands of the records that episodes point to; a lookup to one that is gone would be refused with all else. */
export type Standing = {
  /** With the contact that a converted Lead became. */
  leads: Map<string, { contactId: string | undefined }>;
  contacts: Set<string>;
  deals: Map<string, { marked: boolean }>;
  owners: Set<string>;
  /** Who has what nobody has: a queue, or the user we are. */
  nobody: string;
};

/**
 * The row of an episode. What is absent is emptied, but for the Lead that a contact was: that stays. The opportunity that a Lead was
 * converted to is no episode's by itself: of several of a Lead it came of one, and which is not told here.
 */
export function episodeRow(episode: EpisodeRecord, standing: Standing): Row {
  const { key, leadId, ownerId, dealId } = episode;
  const object = leadId === undefined ? undefined : objectOf(leadId);
  const lead = standing.leads.get(leadId ?? '');
  const contact = object === 'Contact' ? leadId : lead?.contactId;
  return {
    attributes: { type: 'Hot_Lead__c' },
    Episode_Key__c: key,
    ...(object !== 'Contact' && { Lead__c: lead ? leadId : null }),
    Contact__c: contact !== undefined && standing.contacts.has(contact) ? contact : null,
    Opportunity__c: dealId !== undefined && standing.deals.has(dealId) ? dealId : null,
    OwnerId: ownerId !== undefined && standing.owners.has(ownerId) ? ownerId : standing.nobody,
    Signal_At__c: moment(episode.signalAt),
    Hot_At__c: moment(episode.openedAt),
    Respond_By__c: moment(episode.respondBy),
    First_Rep_Action_At__c: moment(episode.firstActionAt) ?? null,
    First_Response_At__c: moment(episode.firstContactAt) ?? null,
    Score_At_Trigger__c: Math.round(episode.score * 10) / 10,
    Tier__c: episode.tier,
    State__c: episode.state,
    Closed_As__c: episode.closedAs?.slice(0, 40) ?? null,
    Reason__c: episode.reason.slice(0, longestReason),
  };
}

/** The deal that the row of an episode names. */
export function dealOf(row: Row): string | undefined {
  const id = row['Opportunity__c'];
  return typeof id === 'string' ? id : undefined;
}
