import type { LeadWrite } from '../crm.ts';
import { hotStatus, hotValueOf } from './lead-status.ts';
import type { Described, Row } from './org.ts';
import { objectOf } from './record-url.ts';

/** What Lead and Contact keep for us, and how long a text may be where the org does not say it. */
const usualLength = 32_768;

/** What is known of the org when a write is put in its words. */
export type Written = {
  lead: Described | undefined;
  contact: Described | undefined;
  /** Of those whose status is to follow the hot one: what it becomes; absent where a person chose meanwhile. */
  statusAfter: Map<string, string | null>;
};

/**
 * The record to send for a write, with `attributes` and `Id`. What the org has no field for, or lets us not write, is left out:
 * `prepare` says so once, and an owner is not refused because a score has no place.
 */
export function recordOf(write: LeadWrite, written: Written): Row & { Id: string } {
  const object = objectOf(write.leadId) ?? 'Lead';
  const described = object === 'Lead' ? written.lead : written.contact;
  const given = Object.entries(valuesOf(write, written)).flatMap(([name, value]): [string, unknown][] => {
    const field = described?.fields.get(name);
    if (value === undefined || (described !== undefined && field?.updateable !== true)) return [];
    return [[field?.name ?? name, typeof value === 'string' ? value.slice(0, field?.length || usualLength) : value]];
  });
  return { attributes: { type: object }, Id: write.leadId, ...Object.fromEntries(given) };
}

/** Whether a record says more than which one it is. */
export function saysAnything(record: Row): boolean {
  return Object.keys(record).length > 2;
}

function valuesOf(write: LeadWrite, written: Written): Record<string, unknown> {
  const isLead = objectOf(write.leadId) === 'Lead';
  const hot = isLead ? hotValueOf(written.lead) : hotStatus;
  return {
    OwnerId: write.ownerId,
    [isLead ? 'Status' : 'Hot_Lead_Status__c']: write.hotStatus ? hot : written.statusAfter.get(write.leadId),
    Lead_Score__c: write.score,
    Hot_Lead_Tier__c: write.tier,
    Lead_Score_Explanation__c: write.reason,
    Hot_Lead_At__c: moment(write.hotSince),
    First_Response_At__c: moment(write.firstContactAt),
    Lead_Score_Updated_At__c: moment(write.scoredAt),
    Hot_Lead_Next_At__c: write.next === null ? null : moment(write.next?.at),
    Hot_Lead_Next_Tier__c: write.next === null ? null : write.next?.tier,
  };
}

/** A time as Salesforce takes it; undefined stays so. */
export function moment(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
