/** What ends a company's name without being part of it. */
const LEGAL_FORMS =
  /[\s,.]+(?:inc|incorporated|llc|ltd|limited|plc|corp|corporation|co|gmbh|ag|se|kg|ug|bv|nv|sa|sas|sarl|srl|spa|ab|oy|as|pty)\.?$/;

/**
 * What tells one company from another: the domain of a person's address, else the company's name without case, legal form and
 * spaces; undefined when neither is known. `sharedDomains` (free mail, disposable) are no company's.
 */
export function accountKeyOf(
  { email, company }: { email?: string | undefined; company?: string | undefined },
  sharedDomains: ReadonlySet<string>,
): string | undefined {
  const domain = email
    ?.slice(email.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
  // No name in the DNS is longer (RFC 1035, 2.3.4).
  const isDomain = domain !== undefined && domain.includes('.') && domain.length <= 253;
  if (isDomain && !sharedDomains.has(domain)) return domain;
  const name = nameKey(company ?? '');
  return name === '' ? undefined : `name:${name}`;
}

function nameKey(company: string): string {
  let name = company.trim().toLowerCase().slice(0, 200);
  // "Acme Co. Ltd." has two.
  for (let shorter = name.replace(LEGAL_FORMS, ''); shorter !== name; shorter = name.replace(LEGAL_FORMS, ''))
    name = shorter;
  return name.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
