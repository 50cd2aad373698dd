/**
 * SQL that is true while a workspace holds records of a CRM; both are given as SQL. Those of the CRM that a workspace began with are
 * under its kind; those of a second one are there, too, each with the second's kind before its id, or linked.
 */
export function holdsRecords(workspace: string, kind: string): string {
  return `(exists (
      select 1 from identities i where i.workspace = ${workspace} and i.kind in ('hubspot:contact', 'salesforce:contact')
      and (i.kind = ${kind} || ':contact' or starts_with(i.value, ${kind} || ':')))
    or exists (select 1 from crm_links l where l.workspace = ${workspace} and starts_with(l.second, ${kind} || ':')))`;
}
