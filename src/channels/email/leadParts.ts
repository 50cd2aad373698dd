import type { Alert, LeadCard } from '../channel.ts';
import type { Control } from '../../domain/telling/controls.ts';
import type { Link, Row } from './letter.ts';
import { oneLine } from './oneLine.ts';

const CRM_NAMES = new Map([
  ['hubspot', 'HubSpot'],
  ['salesforce', 'Salesforce'],
]);

const DEEDS: Record<Control, string> = {
  claim: 'Claim it',
  contacted: 'I contacted them',
  snooze: 'Snooze',
  reassign: 'Reassign',
  release: 'Release it',
  not_a_fit: 'Not a fit',
  why_hot: 'Why hot?',
  why_me: 'Why me?',
  timeline: 'Timeline',
};

/** "Ada Lovelace (Acme)". */
export function nameOf({ name, company }: Pick<LeadCard, 'name' | 'company'>): string {
  const who = oneLine(name, 80) || 'Unnamed lead';
  return company === undefined || company === '' ? who : `${who} (${oneLine(company, 60)})`;
}

/**
 * The subject of all mails of an episode: mail programs keep a thread together by it, so what changes stands elsewhere. No "Re:":
 * the first mail that a rep gets of a lead may come after what Slack told them, and would look like an answer of the lead.
 */
export function subjectOf({ lead, tier, fyi }: Alert): string {
  const heat = tier === 3 ? 'Warm lead' : 'Hot lead';
  return `${fyi ? 'FYI, ' : ''}${fyi ? heat.toLowerCase() : heat}: ${nameOf(lead)}`;
}

/** What can be done from the mail, then the record. A mail program offers no more than a link: the page behind it asks once more. */
export function buttonsOf({ controls, links = {}, lead }: Pick<Alert, 'controls' | 'links' | 'lead'>): Link[] {
  const deeds = controls.flatMap((control) => {
    const url = links[control];
    return url === undefined ? [] : [{ text: DEEDS[control], url }];
  });
  return [...deeds, recordLink(lead)];
}

/** "Open in HubSpot". */
export function recordLink({ crm, recordUrl }: LeadCard): Link {
  return { text: `Open in ${CRM_NAMES.get(crm) ?? 'CRM'}`, url: recordUrl };
}

/** How to reach the person, and who they are. */
export function personRows({ phone, email, jobTitle, company }: LeadCard): Row[] {
  const digits = phone?.replace(/[^\d+]/g, '') ?? '';
  const rows: Row[] = [];
  if (phone) rows.push(['Phone', digits.length < 3 ? phone : { text: phone, url: `tel:${digits}` }]);
  if (email) rows.push(['E-mail', { text: email, url: `mailto:${encodeURIComponent(email).replace('%40', '@')}` }]);
  if (jobTitle) rows.push(['Role', jobTitle]);
  if (company) rows.push(['Company', company]);
  return rows;
}
