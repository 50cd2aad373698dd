import { sizeOf, wordOf } from '../fit/fitFacts.ts';
import type { LeadFacts } from './facts.ts';
import type { Territory } from './settings.ts';

/** The first territory that has the lead. */
export function territoryOf(lead: LeadFacts, territories: readonly Territory[]): Territory | undefined {
  return territories.find((territory) => hasLead(territory, lead));
}

/** Whether every test the territory gives holds. A list without entries holds for nobody. */
export function hasLead({ countries, industries, sources, size }: Territory, lead: LeadFacts): boolean {
  return (
    isListed(lead.country, countries) &&
    isListed(lead.industry, industries) &&
    isListed(lead.source, sources) &&
    (size === undefined || isWithin(peopleOf(lead), size))
  );
}

/** What territories ask about the lead, in words: "country Brazil, size unknown"; only what any of them asks. */
export function askedOf(lead: LeadFacts, territories: readonly Territory[]): string {
  const asked = (test: 'countries' | 'industries' | 'sources' | 'size') =>
    territories.some((territory) => territory[test] !== undefined);
  const words = [
    asked('countries') && `country ${known(lead.country)}`,
    asked('industries') && `industry ${known(lead.industry)}`,
    asked('sources') && `source ${known(lead.source)}`,
    asked('size') && `size ${known(lead.companySize)}`,
  ];
  return words.filter((word) => word !== false).join(', ');
}

function isListed(fact: string | undefined, listed: readonly string[] | undefined): boolean {
  if (listed === undefined) return true;
  const word = wordOf(fact);
  return listed.some((entry) => wordOf(entry) === (word === '' ? '?' : word));
}

function isWithin(
  people: number | undefined,
  { atLeast = 0, atMost = Infinity }: { atLeast?: number; atMost?: number },
) {
  return people !== undefined && people >= atLeast && people <= atMost;
}

/** Of a range the lower end, as for fit. */
function peopleOf({ id, companySize }: LeadFacts): number | undefined {
  return sizeOf({ id, company: { ...(companySize !== undefined && { size: companySize }) } });
}

function known(fact: string | undefined): string {
  return wordOf(fact) === '' ? 'unknown' : (fact ?? '').trim();
}
