import type { CrmCompany, RelationsQuestion } from '../crm.ts';
import { companyFrom, type Telling } from './companies.ts';
import type { Row } from './org.ts';
import { among } from './soql.ts';

/** A question is sent in an address: what is longer is parted. */
const longestQuestion = 10_000;
/** Longer values are no names. */
const longestValue = 150;
/** A name that thousands share is no hint: what stands behind this many is left. */
const mostFound = 1_000;

/**
 * The questions for accounts that have the domain, name or phone of a lead, written alike but for case. One for a usual batch, several
 * where the words are too many. A website is found as people write it: with and without www., http:// and https://.
 */
export function lookalikeQuestions(fields: readonly string[], leads: RelationsQuestion[]): string[] {
  const mayAsk = ([field]: Word) => fields.includes(field);
  const words = leads.map((lead) => conditionsOf(lead).filter(mayAsk)).filter((each) => each.length > 0);
  return parted(words).map((conditions) => {
    return `SELECT ${fields.join(', ')} FROM Account WHERE ${conditions} LIMIT ${mostFound}`;
  });
}

/** Which of the accounts that were found may be whose, by lead. */
export function lookalikesIn(
  rows: Row[],
  telling: Omit<Telling, 'fields'>,
  leads: RelationsQuestion[],
): Map<string, CrmCompany[]> {
  const accounts = new Map<unknown, Row>(rows.map((row) => [row['Id'], row]));
  return new Map(
    leads.map((lead) => {
      const found = [...accounts.values()].map((row) => companyFrom(row, 'no', telling));
      return [lead.leadId, found.filter((company) => company !== undefined).filter((each) => isAlike(lead, each))];
    }),
  );
}

type Word = ['Name' | 'Phone' | 'Website', string];

function conditionsOf({ domain, company, phone }: RelationsQuestion): Word[] {
  const [host, name, number] = [domain, company, phone].map(wordOf);
  return [
    ...(name === undefined ? [] : [['Name', name] satisfies Word]),
    ...(number === undefined ? [] : [['Phone', number] satisfies Word]),
    ...(host === undefined ? [] : websites(host).map((website): Word => ['Website', website])),
  ];
}

function websites(host: string): string[] {
  const hosts = [host, `www.${host}`];
  const whole = hosts.flatMap((one) => [`http://${one}`, `https://${one}`]);
  return [...hosts, ...whole, ...whole.map((url) => `${url}/`)];
}

/** The conditions of whole leads, as many together as one question holds. */
function parted(leads: Word[][]): string[] {
  const parts: { words: Word[]; length: number }[] = [];
  for (const words of leads) {
    const length = words.reduce((sum, [, word]) => sum + encodeURIComponent(word).length + 8, 0);
    const last = parts.at(-1);
    if (last === undefined || last.length + length > longestQuestion) parts.push({ words, length });
    else parts.splice(-1, 1, { words: [...last.words, ...words], length: last.length + length });
  }
  return parts.map(({ words }) => {
    const groups = [...Map.groupBy(words, ([field]) => field)];
    return groups.map(([field, same]) => `${field} IN ${among(new Set(same.map(([, word]) => word)))}`).join(' OR ');
  });
}

function isAlike(lead: RelationsQuestion, { domain, name, phone }: CrmCompany): boolean {
  const pairs = [
    [wordOf(lead.domain), domain],
    [wordOf(lead.company), wordOf(name)],
    [wordOf(lead.phone), wordOf(phone)],
  ];
  return pairs.some(([own, theirs]) => own !== undefined && own === theirs);
}

function wordOf(value: string | undefined): string | undefined {
  const word = value?.trim().toLowerCase() ?? '';
  return word === '' || word.length > longestValue ? undefined : word;
}
