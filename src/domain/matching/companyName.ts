import { accountKeyOf } from '../accounts/accountKey.ts';
import { folded, wordsOf } from './folded.ts';

/** Legal forms that accountKeyOf does not know, as last words. */
const LEGAL_WORDS = listed(`
  llp lp pllc pte sdn bhd pvt private kk ohg gbr mbh cv vof aps asa oyj
  sl slu sasu scs snc ltda lda eireli sro kft zrt doo ood eood`);

/** What people type, spaces aside, when a form wants a company and they have none to give. */
const NO_COMPANY = listed(`
  na none no nil null unknown other test company mycompany private privat personal self selfemployed freelance
  freelancer independent individual student retired unemployed consultant xx xxx asdf`);

const FILLERS = listed('the and of for und et y e de der die la le el');

/**
 * `same`: but for case, accents, punctuation and legal form. `close`: the same words in another order or run together, or one is
 * the other's initials. Undefined for other names, and for what is no name ("n/a", "self-employed").
 */
export function nameLikeness(one: string | undefined, other: string | undefined): 'same' | 'close' | undefined {
  const [a, b] = [nameWords(one ?? ''), nameWords(other ?? '')];
  if (a.length === 0 || b.length === 0) return undefined;
  if (a.join(' ') === b.join(' ')) return 'same';
  return isClose(a, b) ? 'close' : undefined;
}

function isClose(a: string[], b: string[]): boolean {
  if (a.join('') === b.join('')) return true;
  const [one, other] = [telling(a), telling(b)];
  const inOrder = (words: string[]): string => words.toSorted().join(' ');
  if (one.length > 0 && inOrder(one) === inOrder(other)) return true;
  return isAcronym(a, b) || isAcronym(a, other) || isAcronym(b, a) || isAcronym(b, one);
}

/** Two letters are the initials of too many. */
function isAcronym(short: string[], long: string[]): boolean {
  const [acronym] = short;
  if (short.length !== 1 || acronym === undefined || acronym.length < 3) return false;
  return acronym === long.map((word) => word.charAt(0)).join('');
}

function telling(words: string[]): string[] {
  return words.filter((word) => !FILLERS.has(word));
}

function nameWords(company: string): string[] {
  const key = accountKeyOf({ company: plain(company) }, new Set())?.slice('name:'.length) ?? '';
  const words = wordsOf(key);
  while (words.length > 1 && LEGAL_WORDS.has(words.at(-1) ?? '')) words.pop();
  return NO_COMPANY.has(words.join('')) ? [] : words;
}

/** "S.A." as "sa", "A/S" as "as", "GmbH & Co. KG" as "gmbh kg", "Sp. z o.o." as nothing, an ampersand as "and". */
function plain(company: string): string {
  return folded(company.slice(0, 200))
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}\.)+\p{L}(?![\p{L}\p{N}])\.?/gu, (dotted) => dotted.replaceAll('.', ''))
    .replace(/ sp\.? ?z ?\.?oo?$/, '')
    .replace(/(?<= )a\/s$/, 'as')
    .replace(/\s*[&+]\s*co\b\.?/g, ' ')
    .replace(/\s*[&+]\s*/g, ' and ')
    .trim();
}

function listed(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
