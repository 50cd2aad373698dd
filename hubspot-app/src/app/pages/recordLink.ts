/** The address of a contact's record. HubSpot sends accounts of other data centres on from here by itself. */
export function recordLink(portal: number, contact: string): string {
  return `https://app.hubspot.com/contacts/${portal}/record/0-1/${encodeURIComponent(contact)}`;
}
