/** Where HubSpot's own sync with Salesforce keeps which record a contact is there; an account without the sync has neither. */
export const salesforceProperties = ['salesforcecontactid', 'salesforceleadid'] as const;

/** Which Salesforce records a contact is, as `CrmLead.syncIds` says it: the contact before the lead that it was. */
export function idsInSalesforce(properties: Record<string, string | null | undefined>): string[] {
  return salesforceProperties.flatMap((name) => {
    const id = /^[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?$/.exec(properties[name]?.trim() ?? '')?.[0];
    return id === undefined ? [] : [`salesforce:${id.length === 18 ? id : id + suffixOf(id)}`];
  });
}

/** The last three characters of an id of 18: which of each five before them are capitals (Salesforce, "18-character ids"). */
function suffixOf(id: string): string {
  return [0, 5, 10]
    .map((from) => {
      const capitals = [0, 1, 2, 3, 4].filter((at) => /[A-Z]/.test(id.charAt(from + at)));
      return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[capitals.reduce((sum, at) => sum + 2 ** at, 0)];
    })
    .join('');
}
