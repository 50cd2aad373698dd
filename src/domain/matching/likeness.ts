import type { Candidate, Workplace } from './candidate.ts';
import { companyDomainOf, mailDomainOf, pageOf, siteDomainOf, type CompanyDomain } from './companyDomain.ts';
import { nameLikeness } from './companyName.ts';
import { folded } from './folded.ts';
import { samePhone } from './phone.ts';

/** Why a company may be the lead's, strongest first. A `not enough` is never a match: it is there to be explained. */
const STRENGTHS = [
  'primary',
  'other',
  'host',
  'domain',
  'site host',
  'site domain',
  'name and phone',
  'name and country',
  'name',
  'name under another domain',
  'close name and phone',
  'close name and country',
  'not enough',
] as const;

/** `words` say what is alike: "same name Acme, same phone". */
export type Likeness = { strength: (typeof STRENGTHS)[number]; words: string };

/** What a lead and a company have in common by the strongest rule that finds anything; undefined when they are strangers. */
export function likenessOf(lead: Workplace, candidate: Candidate, shared: ReadonlySet<string>): Likeness | undefined {
  if (candidate.associated === 'primary') return { strength: 'primary', words: 'its company in the CRM' };
  if (candidate.associated === 'other') return { strength: 'other', words: 'one of its companies in the CRM' };
  return byDomain(lead, candidate, shared) ?? byName(lead, candidate, shared);
}

/** Negative when `a` is the stronger. */
export function compareStrength(a: Likeness, b: Likeness): number {
  return STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength);
}

function byDomain(lead: Workplace, candidate: Candidate, shared: ReadonlySet<string>): Likeness | undefined {
  const theirs = domainsOf(candidate, shared);
  const mail = commonPart(mailDomainOf(lead.email, shared), theirs);
  if (mail !== undefined) return { strength: mail.part, words: `same domain ${mail.text}` };
  const site = commonPart(siteDomainOf(lead.website, shared), theirs);
  return site && { strength: `site ${site.part}`, words: `same website ${site.text}` };
}

function commonPart(
  own: CompanyDomain | undefined,
  theirs: CompanyDomain[],
): { part: 'host' | 'domain'; text: string } | undefined {
  if (own === undefined) return undefined;
  const { host, domain } = own;
  if (theirs.some((each) => each.host === host)) return { part: 'host', text: host };
  return theirs.some((each) => each.domain === domain) ? { part: 'domain', text: domain } : undefined;
}

function domainsOf(candidate: Candidate, shared: ReadonlySet<string>): CompanyDomain[] {
  return [companyDomainOf(candidate.domain, shared), siteDomainOf(candidate.website, shared)].filter(
    (domain) => domain !== undefined,
  );
}

/** The same name is enough; a close one needs something more. A phone or a country alone is never enough. */
function byName(lead: Workplace, candidate: Candidate, shared: ReadonlySet<string>): Likeness | undefined {
  const likeness = nameLikeness(lead.company, candidate.name);
  if (likeness === undefined) return undefined;
  const name = `${likeness === 'same' ? 'same' : 'similar'} name ${candidate.name}`;
  const more = alsoSame(lead, candidate);
  const words = [name, ...more.map((fact) => `same ${fact}`)].join(', ');
  if (more.length > 0) {
    const support = more.some((fact) => fact !== 'country') ? 'phone' : 'country';
    return { strength: `${likeness === 'same' ? 'name' : 'close name'} and ${support}`, words };
  }
  if (likeness === 'close') return { strength: 'not enough', words: `${name}, but nothing more is the same` };
  return underAnotherDomain(lead, candidate, shared) ?? { strength: 'name', words };
}

function alsoSame(lead: Workplace, candidate: Candidate): ('phone' | 'page' | 'country')[] {
  const page = pageOf(lead.website);
  const country = folded(lead.country ?? '');
  return [
    ...(samePhone(lead.phone, candidate.phone) ? (['phone'] as const) : []),
    ...(page !== undefined && page === pageOf(candidate.website) ? (['page'] as const) : []),
    ...(country !== '' && country === folded(candidate.country ?? '') ? (['country'] as const) : []),
  ];
}

/** Many companies have two domains, and some have a namesake: it counts, behind one whose domain says nothing. */
function underAnotherDomain(lead: Workplace, candidate: Candidate, shared: ReadonlySet<string>): Likeness | undefined {
  const own = mailDomainOf(lead.email, shared) ?? siteDomainOf(lead.website, shared);
  const [theirs] = domainsOf(candidate, shared);
  if (own === undefined || theirs === undefined) return undefined;
  const words = `same name ${candidate.name}, though under ${theirs.domain} and not ${own.domain}`;
  return { strength: 'name under another domain', words };
}
