import type { HubspotSandbox } from '../hubspot/hubspot.ts';

/** One line of a contact's story; `app` is what our product wrote. */
type Told = { at: number; what: string; kind: 'visitor' | 'app' };

const SHOWN = 60;

const tellings: Record<string, (value: string, hubspot: HubspotSandbox) => string> = {
  hs_analytics_last_url: (url) => `Page view: ${url}`,
  recent_conversion_event_name: (name) => `Form sent: ${name}`,
  hs_email_last_open_date: () => 'Marketing e-mail opened',
  hs_email_last_click_date: () => 'Link in a marketing e-mail clicked',
  engagements_last_meeting_booked: () => 'Meeting booked',
  hotlead_score: (score) => `Lead Score set to ${score}`,
  hs_lead_status: (status, hubspot) => {
    const options = hubspot.snapshot().properties.contacts.get('hs_lead_status')?.options ?? [];
    return `Lead Status set to ${options.find(({ value }) => value === status)?.label ?? status}`;
  },
  hubspot_owner_id: (id, hubspot) => {
    const owner = hubspot.snapshot().owners.get(id);
    return owner === undefined ? 'Contact owner removed' : `Contact owner set to ${owner.firstName} ${owner.lastName}`;
  },
};

/** What happened to a contact, newest first, from the history of its properties. */
export function historyOf(hubspot: HubspotSandbox, contactId: string): Told[] {
  const told = Object.entries(tellings).flatMap(([property, tell]) =>
    hubspot.history(contactId, property).map(({ value, at, sourceType }): Told => {
      return { at, what: tell(value, hubspot), kind: sourceType === 'INTEGRATION' ? 'app' : 'visitor' };
    }),
  );
  return told.toSorted((a, b) => b.at - a.at).slice(0, SHOWN);
}
