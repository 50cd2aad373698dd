import type { LeadWrite } from '../crm.ts';
import { askRows } from './ask-rows.ts';
import { isHot } from './lead-status.ts';
import type { Described, Org, Row, Sent } from './org.ts';
import { objectOf } from './record-url.ts';
import { among } from './soql.ts';

/**
 * What the status becomes of those whose write says what follows the hot one, by lead: only of those that have the hot one now.
 * A Lead always has a status: where it would be emptied it gets the one the org gives to new Leads. One call, none without such.
 */
export async function statusesAfter(
  org: Org,
  sent: Omit<Sent, 'what'>,
  part: LeadWrite[],
  contact: Described | undefined,
): Promise<Map<string, string | null>> {
  const following = part.filter(({ statusAfter }) => statusAfter !== undefined);
  const ids = (object: string) => following.map(({ leadId }) => leadId).filter((id) => objectOf(id) === object);
  const [leads, contacts] = [ids('Lead'), contact?.fields.has('Hot_Lead_Status__c') ? ids('Contact') : []];
  const empties = following.some(({ leadId, statusAfter }) => statusAfter === null && objectOf(leadId) === 'Lead');
  const read = await askRows(
    org,
    { what: 'read the status of leads', ...sent },
    {
      leads: leads.length > 0 ? `SELECT Id, Status FROM Lead WHERE Id IN ${among(leads)}` : undefined,
      contacts:
        contacts.length > 0 ? `SELECT Id, Hot_Lead_Status__c FROM Contact WHERE Id IN ${among(contacts)}` : undefined,
      usual: empties ? 'SELECT ApiName FROM LeadStatus WHERE IsDefault = true LIMIT 1' : undefined,
    },
  );
  const hot = new Set([...read.leads, ...read.contacts].filter(hasHot).map((row) => row['Id']));
  const usual = read.usual[0]?.['ApiName'];
  const becomes = ({ leadId, statusAfter = null }: LeadWrite): [string, string | null][] => {
    if (statusAfter !== null || objectOf(leadId) === 'Contact') return [[leadId, statusAfter]];
    return typeof usual === 'string' && !isHot(usual) ? [[leadId, usual]] : [];
  };
  return new Map(following.filter(({ leadId }) => hot.has(leadId)).flatMap(becomes));
}

function hasHot(row: Row): boolean {
  return isHot(row['Status'] ?? row['Hot_Lead_Status__c']);
}
