import type { Crm } from '../crm.ts';
import { askRows } from './ask-rows.ts';
import type { Org, Row } from './org.ts';
import { batchSize } from './outcomes.ts';
import { noPersonAccounts } from './person-accounts.ts';
import { among, quoted } from './soql.ts';

/** A question is sent in an address: what is longer is parted. Each goes twice, of Contacts and of Leads. */
const longestQuestion = 10_000;

/**
 * `Crm.matches`: by address, Contacts before Leads; a Lead that was converted is its Contact. No id of another CRM is kept by
 * Salesforce itself. One call for 200 people. Whose a hot lead is may hang on it: it goes on while scores wait.
 */
export function matches(org: Org): NonNullable<Crm['matches']> {
  return async (people) => {
    const emails = [...new Set(people.flatMap(({ email }) => email?.trim().toLowerCase() || []))];
    const found = new Map<string, string[]>();
    const contacts = await noPersonAccounts(org, 'Contact');
    for (const part of parted(emails)) {
      const theirs = `Email IN ${among(part)}`;
      const rows = await askRows(
        org,
        { what: 'find people by address', lane: 'now' },
        {
          contacts: `SELECT Id, Email FROM Contact WHERE ${[...contacts, theirs].join(' AND ')}`,
          leads: `SELECT Id, Email FROM Lead WHERE IsConverted = false AND ${theirs}`,
        },
      );
      for (const row of [...rows.contacts, ...rows.leads]) add(found, row);
    }
    return people.map(({ email = '' }) => found.get(email.trim().toLowerCase()) ?? []);
  };
}

/** As many addresses together as one question holds. */
function parted(emails: string[]): string[][] {
  const parts: { emails: string[]; length: number }[] = [];
  for (const email of emails) {
    const length = encodeURIComponent(quoted(email)).length + 3;
    const last = parts.at(-1);
    if (last === undefined || last.length + length > longestQuestion || last.emails.length === batchSize)
      parts.push({ emails: [email], length });
    else parts.splice(-1, 1, { emails: [...last.emails, email], length: last.length + length });
  }
  return parts.map((part) => part.emails);
}

function add(found: Map<string, string[]>, { Id: id, Email: email }: Row): void {
  if (typeof id !== 'string' || typeof email !== 'string') return;
  const key = email.toLowerCase();
  found.set(key, [...(found.get(key) ?? []), id]);
}
