/**
 * What is known of a lead and of its company. `attributes` are the CRM's own, unchecked; among them `role`, `jobTitle`,
 * `size`, `industry` and `country` are read as well.
 */
export type LeadFacts = {
  id: string;
  email?: string;
  lifecycle?: string;
  /** The Lead Status in the CRM, and since when it is that; absent: all the time. */
  status?: string;
  statusAt?: number;
  jobTitle?: string;
  country?: string;
  /** `size` in people: 120, or a text such as "51-200". */
  company?: { size?: number | string; industry?: string; country?: string; domain?: string };
  attributes?: Record<string, unknown>;
};

/** What an address can be. One may be several at once. */
export type AddressKind = 'free' | 'disposable' | 'own' | 'competitor' | 'education';

/** The people of a company as a number; of a range the lower end. Undefined when it is not known, or no number is in it. */
export function sizeOf({ company, attributes }: LeadFacts): number | undefined {
  const size = company?.size ?? attributes?.['size'];
  if (typeof size === 'number') return Number.isFinite(size) && size >= 0 ? size : undefined;
  return typeof size === 'string' ? lowerEnd(size) : undefined;
}

/** Everything known under a name, blanks at the ends cut off: a title may stand in several places, a person travels. */
export function textsOf(lead: LeadFacts, fact: 'industry' | 'country' | 'role'): string[] {
  const { company, attributes } = lead;
  const places = {
    industry: [company?.industry, attributes?.['industry']],
    country: [lead.country, company?.country, attributes?.['country']],
    role: [lead.jobTitle, attributes?.['role'], attributes?.['jobTitle']],
  };
  const texts = places[fact].filter((text) => typeof text === 'string').map((text) => text.trim());
  return texts.filter((text) => text !== '');
}

/**
 * Whether the lead's address is of a kind, by the domains listed for it; subdomains belong to their domain. Who writes from a
 * private address but works for a company of our own or for a competitor is of that kind too.
 */
export function hasAddress(
  { email, company }: LeadFacts,
  kind: AddressKind,
  domains: Record<AddressKind, readonly string[]>,
): boolean {
  if (isUnder(domainOfEmail(email), domains[kind])) return true;
  return (kind === 'own' || kind === 'competitor') && isUnder(domainOfSite(company?.domain), domains[kind]);
}

/** A text for comparison: without blanks at its ends, in lower case; empty for anything that is not a text. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}

const THOUSANDS: Record<string, number> = { k: 1000, m: 1_000_000 };

/** "51-200" is 51, "1,000+" and "1.000" are 1000, "1.5k" is 1500, "under 50" is 0. */
function lowerEnd(text: string): number | undefined {
  const upperOnly = /^\s*(?:<|≤|up to|under|below|less than|fewer than)/i.test(text);
  const [, digits, unit = ''] = /(\d+(?:[.,'’\s]\d+)*)\s*([km](?![a-z]))?/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  if (upperOnly) return 0;
  const grouped = /^\d{1,3}(?:[.,'’\s]\d{3})+$/.test(digits);
  const plain = grouped ? digits.replace(/\D/g, '') : digits.replace(',', '.').split(/[\s'’]/)[0];
  return Number.parseFloat(plain ?? '') * (THOUSANDS[unit.toLowerCase()] ?? 1);
}

function domainOfEmail(email: string | undefined): string {
  return wordOf(email?.slice(email.lastIndexOf('@') + 1));
}

/** CRMs have "acme.com" here, or the whole address of the site. */
function domainOfSite(site: string | undefined): string {
  return wordOf(site)
    .replace(/^https?:\/\//, '')
    .replace(/[/:?#].*$/, '');
}

/** Subdomains belong to their domain: eu.acme.com is under acme.com. */
function isUnder(domain: string, domains: readonly string[]): boolean {
  if (domain === '') return false;
  return domains.some((item) => domain === item.toLowerCase() || domain.endsWith(`.${item.toLowerCase()}`));
}
