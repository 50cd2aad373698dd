import type { Described } from './org.ts';

/** The value of Lead Status, and of `Hot_Lead_Status__c` of contacts, that says hot. */
export const hotStatus = 'Hot Lead - Immediate Action Required';

/** The org's own value that says hot, however its capitals are; undefined while Lead Status has none. */
export function hotValueOf(lead: Described | undefined): string | undefined {
  const values = lead?.fields.get('Status')?.picklist ?? [];
  return values.find((value) => value === hotStatus) ?? values.find((value) => isHot(value));
}

/** Whether a status says hot. */
export function isHot(status: unknown): boolean {
  return typeof status === 'string' && status.trim().toLowerCase() === hotStatus.toLowerCase();
}
