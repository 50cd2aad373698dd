import { rowsPointingTo } from './cascade.ts';
import type { Writer } from './ground.ts';
import type { Row, Value } from './records.ts';
import { dayOf } from './times.ts';
import { keep, system, type Desk } from './desk.ts';
import { create } from './writes.ts';

export type Conversion = {
  /** An account or contact that is there already; made of the lead otherwise. */
  account?: string;
  contact?: string;
  /** Its name, or more; false: none. The lead's company otherwise. */
  opportunity?: false | Row;
  /** A status of a converted lead; the first there is otherwise. */
  status?: string;
  /** Custom fields whose values the org's mapping carries over under the same name. */
  mapped?: string[];
};

export type Converted = { accountId: string; contactId: string; opportunityId: string | undefined };

const copied = 'FirstName LastName Salutation Title Email Phone MobilePhone LeadSource Description OwnerId'.split(' ');
const movedWith = new Set(['Task', 'Event', 'EventRelation', 'EmailMessageRelation', 'CampaignMember']);

/** A person converts a lead. Custom lookups stay on the lead (dossier 1.3). Throws when it cannot be. */
export function converted(desk: Desk, leadId: string, how: Conversion, by: Writer): Converted {
  const object = desk.schema.object('Lead');
  const lead = desk.records.get(object, leadId);
  if (!lead || lead['IsDeleted'] === true) throw new Error(`the sandbox has no Lead ${leadId}`);
  if (lead['IsConverted'] === true) throw new Error(`Lead ${leadId} is converted already`);
  const OwnerId = String(lead['OwnerId'] ?? '').startsWith('005') ? (lead['OwnerId'] ?? null) : null;
  const accountId = how.account ?? create(desk, 'Account', { Name: lead['Company'] ?? null, OwnerId }, system);
  const contactId = how.contact ?? newContact(desk, lead, { accountId, OwnerId, mapped: how.mapped ?? [] });
  const opportunityId =
    how.opportunity === false ? undefined : newOpportunity(desk, lead, how, { accountId, contactId, OwnerId });
  moveActivities(desk, leadId, contactId, by);
  const now = desk.records.get(object, leadId) ?? lead;
  const result = {
    IsConverted: true,
    ConvertedDate: dayOf(desk.now()),
    ConvertedAccountId: accountId,
    ConvertedContactId: contactId,
    ConvertedOpportunityId: opportunityId ?? null,
    Status: convertedStatus(desk, how.status),
  };
  keep(desk, object, { ...now, ...result }, now, by);
  return { accountId, contactId, opportunityId };
}

function convertedStatus({ valueSets }: Desk, wanted: string | undefined): string {
  const fit = valueSets
    .get('LeadStatus')
    .filter(({ converted: is, fullName }) => is && fullName === (wanted ?? fullName));
  if (!fit[0]) throw new Error(`the sandbox has no Lead Status ${wanted ?? ''} of converted leads`);
  return fit[0].fullName;
}

type Of = { accountId: string; OwnerId: Value };

function newContact(desk: Desk, lead: Row, { accountId, OwnerId, mapped }: Of & { mapped: string[] }): string {
  const values = Object.fromEntries([...copied, ...mapped].map((name) => [name, lead[name] ?? null]));
  return create(desk, 'Contact', { ...values, AccountId: accountId, OwnerId }, system);
}

function newOpportunity(
  desk: Desk,
  lead: Row,
  how: Conversion,
  { accountId, contactId, OwnerId }: Of & { contactId: string },
) {
  const usual = {
    Name: lead['Company'] ?? null,
    AccountId: accountId,
    OwnerId,
    StageName: 'Prospecting',
    CloseDate: dayOf(desk.now() + 90 * 86_400_000),
  };
  const id = create(desk, 'Opportunity', { ...usual, ...how.opportunity }, system);
  create(desk, 'OpportunityContactRole', { OpportunityId: id, ContactId: contactId, IsPrimary: true }, system);
  return id;
}

/** A campaign's member then is both the lead and the contact (own knowledge). */
function moveActivities(desk: Desk, leadId: string, contactId: string, by: Writer): void {
  for (const { object, row, field } of rowsPointingTo(desk, desk.schema.object('Lead'), leadId)) {
    if (!movedWith.has(object.name) || field === 'LeadOrContactId') continue;
    const to = object.name === 'CampaignMember' ? 'ContactId' : field;
    keep(desk, object, { ...row, [to]: contactId }, row, by);
  }
}
