import type { CrmCompany } from '../crm.ts';
import { idIn } from './deals.ts';
import type { Row } from './org.ts';

/** The account fields to ask for; `csmField` is the org's own field for who looks after a customer. */
export function companyFields(csmField: string | undefined): string[] {
  const usual = ['Id', 'Name', 'Website', 'Phone', 'OwnerId', 'Type', 'CreatedDate'];
  return csmField === undefined ? usual : [...usual, csmField];
}

/** What an account is told with: its fields that may be read, the one for its CSM, and the user we are, whose accounts are nobody's. */
export type Telling = { fields: readonly string[]; csmField: string | undefined; us: string };

/** An account in our words; undefined for a row that is none. */
export function companyFrom(
  row: unknown,
  associated: CrmCompany['associated'],
  { csmField, us }: Omit<Telling, 'fields'>,
): CrmCompany | undefined {
  if (!isRow(row)) return undefined;
  const id = idIn(row, 'Id');
  if (id === undefined) return undefined;
  const website = idIn(row, 'Website');
  const ownerId = idIn(row, 'OwnerId');
  const createdAt = Date.parse(idIn(row, 'CreatedDate') ?? '');
  return {
    id,
    associated,
    ...given('name', idIn(row, 'Name')),
    ...given('website', website),
    ...given('domain', website === undefined ? undefined : domainOf(website)),
    ...given('phone', idIn(row, 'Phone')),
    ...given('ownerId', ownerId === us ? undefined : ownerId),
    ...given('csmId', csmField === undefined ? undefined : idIn(row, csmField)),
    ...given('lifecycle', lifecycleOf(idIn(row, 'Type'))),
    ...(Number.isFinite(createdAt) && { createdAt }),
  };
}

/** The host of a website as people write it, without www. and in lower case; undefined where there is none. */
export function domainOf(website: string): string | undefined {
  const host = /^(?:[a-z]+:\/\/)?([^/?#:\s]+)/i
    .exec(website.trim())?.[1]
    ?.toLowerCase()
    .replace(/^www\./, '');
  return host?.includes('.') ? host : undefined;
}

/** Salesforce has no stage of an account; its type says whether it is a customer: "Customer - Direct". */
function lifecycleOf(type: string | undefined): string | undefined {
  return type?.toLowerCase().startsWith('customer') ? 'customer' : type?.toLowerCase();
}

function isRow(row: unknown): row is Row {
  return typeof row === 'object' && row !== null;
}

function given<K extends keyof CrmCompany>(field: K, value: string | undefined): { [key in K]?: string } {
  return value === undefined ? {} : ({ [field]: value } as { [key in K]: string });
}
