const checks = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * An id in the 18 characters that the API uses, of the 15 that Classic's addresses and reports show: three more say which of the 15
 * are capitals, one for each five, whose first is the lowest bit. As Salesforce's own CASESAFEID:
 * https://codebycody.com/salesforces-algorithm-for-converting-ids-from-15-to-18-characters, read 2026-11-22
 */
export function wholeId(id15: string): string {
  const bitsFrom = (from: number) =>
    [0, 1, 2, 3, 4].reduce((sum, at) => sum + (/[A-Z]/.test(id15.charAt(from + at)) ? 2 ** at : 0), 0);
  return id15 + [0, 5, 10].map((from) => checks.charAt(bitsFrom(from))).join('');
}

const personsId = /(?<![\dA-Za-z])00[3Q][\dA-Za-z]{12}(?:[\dA-Za-z]{3})?(?![\dA-Za-z])/;

/** The id of the Lead or Contact that a person means: by its id in 15 or 18 characters, or by the address of its page. */
export function personMeant(said: string): string | undefined {
  const isAddress = /^https?:\/\//i.test(said);
  const [id] = personsId.exec(isAddress ? said.replaceAll(/%2f/gi, '/') : said) ?? [];
  if (id === undefined || !(isAddress || id === said)) return undefined;
  return id.length === 15 ? wholeId(id) : id;
}
