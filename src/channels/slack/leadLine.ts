import { recordUrl } from './cardButtons.ts';
import { escaped } from './text.ts';

const NAME = 80;
/** A longer address would leave no room for the others. */
const LINK = 300;

type Named = { name: string; company?: string; score?: number; recordUrl?: string };

/**
 * A lead on one line of mrkdwn, at most 700 characters: the name, bold and leading to the record where there is a usable
 * address, the company and the score.
 */
export function leadLine({ name, company, score, recordUrl: given }: Named): string {
  const parts = [linked(escaped(name, NAME) || 'Unnamed lead', given), escaped(company ?? '', NAME)];
  const who = parts.filter((part) => part !== '').join(' — ');
  return score === undefined ? who : `${who} · ${score}`;
}

function linked(name: string, given = ''): string {
  // A bar would end the address.
  const url = recordUrl(given)?.replaceAll('|', '%7C').replaceAll('&', '&amp;');

  return url === undefined || url.length > LINK ? `*${name}*` : `*<${url}|${name}>*`;
}
