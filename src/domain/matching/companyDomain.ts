/**
 * Endings under which anybody may have a domain: what stands before them tells companies apart. Those of countries ("co.uk",
 * "com.au") are known by their shape. Cities and states ("kawasaki.jp") are not known: their companies look like one.
 */
const COUNTRY_ENDING =
  /^(?:co|com|org|net|edu|ac|gov|govt|gob|gouv|or|ne|go|ltd|plc|me|nhs|sch|nom|biz|info)\.[a-z]{2}$/;
const OPEN_ENDINGS = listed(`
  wixsite.com wordpress.com blogspot.com myshopify.com squarespace.com webflow.io weebly.com carrd.co
  github.io gitlab.io netlify.app vercel.app pages.dev web.app herokuapp.com azurewebsites.net
  uk.com us.com eu.com de.com jpn.com co.com eu.org`);

/** Sites where a page is a company's but the domain is not. */
const PAGE_SITES = listed(`
  facebook.com linkedin.com instagram.com x.com twitter.com youtube.com tiktok.com xing.com
  google.com linktr.ee notion.site medium.com crunchbase.com etsy.com amazon.com yelp.com`);

/** `host` as written, without www; `domain` is the part of it that somebody registered: mail.acme.co.uk is acme.co.uk. */
export type CompanyDomain = { host: string; domain: string };

/** The domain of an address when it is a company's own: not one of `shared` (free mail, disposable), nor under one. */
export function mailDomainOf(email: string | undefined, shared: ReadonlySet<string>): CompanyDomain | undefined {
  const at = email?.lastIndexOf('@') ?? -1;
  return email === undefined || at < 0 ? undefined : companyDomainOf(email.slice(at + 1), shared);
}

/** The domain of a site when it is a company's own; a page on LinkedIn or the like has none. */
export function siteDomainOf(site: string | undefined, shared: ReadonlySet<string>): CompanyDomain | undefined {
  const url = urlOf(site);
  const found = url && companyDomainOf(url.hostname, shared);
  return found === undefined || PAGE_SITES.has(found.domain) ? undefined : found;
}

/** A page on a site that many share: linkedin.com/company/acme. Undefined for a company's own site, and for a bare host. */
export function pageOf(site: string | undefined): string | undefined {
  const url = urlOf(site);
  const domain = url && registered(url.hostname);
  const path = url?.pathname.toLowerCase().replace(/\/+$/, '');
  return domain !== undefined && PAGE_SITES.has(domain) && path ? domain + path : undefined;
}

/** Of a bare domain, or of a whole URL. Undefined for one that many companies share. */
export function companyDomainOf(text: string | undefined, shared: ReadonlySet<string>): CompanyDomain | undefined {
  const host = urlOf(text)
    ?.hostname.replace(/^www\./, '')
    .replace(/\.$/, '');
  const domain = host === undefined ? undefined : registered(host);
  if (host === undefined || domain === undefined || isUnder(host, shared)) return undefined;
  return { host, domain };
}

/** Undefined for an ending alone, an IP address and a name without a dot. */
function registered(host: string): string | undefined {
  const labels = host.replace(/\.$/, '').split('.');
  if (labels.some((label) => label === '') || /^\d+$/.test(labels.at(-1) ?? '')) return undefined;
  const lastTwo = labels.slice(-2).join('.');
  const wanted = COUNTRY_ENDING.test(lastTwo) || OPEN_ENDINGS.has(lastTwo) ? 3 : 2;
  return labels.length < wanted ? undefined : labels.slice(-wanted).join('.');
}

function isUnder(host: string, domains: ReadonlySet<string>): boolean {
  const labels = host.split('.');
  return labels.some((_, n) => domains.has(labels.slice(n).join('.')));
}

/** None is longer than 2000 signs: a form takes anything. */
function urlOf(text = ''): URL | undefined {
  if (text.length > 2000) return undefined;
  const trimmed = text.trim();
  return URL.parse(/^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`) ?? undefined;
}

function listed(domains: string): ReadonlySet<string> {
  return new Set(domains.trim().split(/\s+/));
}
