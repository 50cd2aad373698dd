/** What our ids of people are ids of, by the three characters that Salesforce begins them with. */
export function objectOf(leadId: string): 'Lead' | 'Contact' | undefined {
  if (leadId.startsWith('00Q')) return 'Lead';
  return leadId.startsWith('003') ? 'Contact' : undefined;
}

/** Whether this is the id of a user: a queue owns records, too. */
export function isUser(id: string | undefined): id is string {
  return id?.startsWith('005') ?? false;
}

/** Whether this is the id of a queue (or group): another CRM's queue cannot own anything here. */
export function isQueue(id: string | undefined): id is string {
  return id?.startsWith('00G') ?? false;
}

/** The person's page in Lightning. Salesforce leads on from the org's own host to that of Lightning. */
export function recordUrl(instanceUrl: string, leadId: string): string {
  return `${instanceUrl.replace(/\/+$/, '')}/lightning/r/${objectOf(leadId) ?? 'Lead'}/${leadId}/view`;
}
