/** Somebody made up. The address ends in `.example`, which belongs to nobody (RFC 2606). */
export type Person = { firstName: string; lastName: string; company: string; jobTitle: string; email: string };

const firstNames =
  'Ada Tomas Mei Ravi Nora Idris Lucia Jonas Amara Felix Yuki Clara Omar Ines Pavel Leila Hugo Sana Marek Zoe Elif Bruno Freya';
const lastNames =
  'Byron Okoye Lindqvist Harper Tanaka Moreau Kessler Silva Novak Reyes Whitfield Adeyemi Castellano Brandt Iyer Forsyth Duarte Malik Sorensen';
const companies =
  'Big Co,Harbor Freightways,Pinecrest Clinics,Bluebird Retail,Granite Insurance,Sunmill Energy,Northgate Foods,Cobalt Studios,Redwood Logistics,Kite Airlines,Maple Bank';
const jobTitles =
  'VP Operations,Head of Sales,RevOps Manager,Chief Financial Officer,Marketing Director,IT Manager,Founder';

/** The n-th newcomer, from 0; everybody has an address of their own. `jobTitle` replaces the one they would have. */
export function personAt(n: number, jobTitle?: string): Person {
  const [firstName, lastName] = [at(firstNames.split(' '), n), at(lastNames.split(' '), n)];
  const company = at(companies.split(','), n);
  // 23 and 19 have no common divisor, so a full name comes back only after 437 people, who then get a number.
  const again = Math.floor(n / 437);
  const name = `${firstName}.${lastName}${again === 0 ? '' : again + 1}`.toLowerCase();
  const email = `${name}@${company.toLowerCase().replaceAll(' ', '')}.example`;
  return { firstName, lastName, company, jobTitle: jobTitle ?? at(jobTitles.split(','), n), email };
}

function at(list: string[], n: number): string {
  return list[n % list.length] ?? '';
}
