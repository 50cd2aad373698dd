import type { Alert } from '../channel.ts';
import { recordUrl } from './cardButtons.ts';
import { isOld } from './cardFacts.ts';
import { instantText } from './respond-by.ts';
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

const REASON = 200;

/** The strongest reason in mrkdwn; of one that was written some time ago also when, so that its "just now" is true. */
export function reasonLine({ reasons, timeZone, ...when }: Pick<Alert, 'reasons' | 'reasonsAt' | 'now' | 'timeZone'>) {
  const reason = escaped(reasons[0] ?? '', REASON);
  return reason === '' || !isOld(when) ? reason : `${reason} (at ${instantText(when.reasonsAt, timeZone, when.now)})`;
}

function linked(name: string, given = ''): string {
  // A bar would end the address.
  const url = recordUrl(given)?.replaceAll('|', '%7C').replaceAll('&', '&amp;');

  return url === undefined || url.length > LINK ? `*${name}*` : `*<${url}|${name}>*`;
}
