/** Each id once: those that may be a vendor's own, and those that carry another CRM's kind (`salesforce:00Q...`), which never are. */
export function ownIds(ids: string[]): { own: string[]; others: string[] } {
  const each = [...new Set(ids)];
  return { own: each.filter((id) => !id.includes(':')), others: each.filter((id) => id.includes(':')) };
}
