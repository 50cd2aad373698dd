import type { Brief } from '../channel.ts';
import { asOf, factRows, quoted, warnings } from './alertLetter.ts';
import { buttonsOf, nameOf, subjectOf } from './leadParts.ts';
import { type Letter, section } from './letter.ts';
import { dayTime } from './times.ts';

/** All there is to read before the call. It stands under the alert of the same episode. */
export function briefLetter({ alert, history, pages, downloads, facts, talkingPoints }: Brief): Letter {
  const { lead, timeZone, reasons, quote = '' } = alert;
  return {
    subject: subjectOf(alert),
    preview: ['Before you call', ...talkingPoints.slice(0, 2)].join(': '),
    parts: [
      { kind: 'title', text: `Before you call ${nameOf(lead)}` },
      ...warnings(alert),
      ...section('What to talk about', { kind: 'list', items: talkingPoints }),
      ...section(`Why now${asOf(alert)}`, { kind: 'list', items: reasons }, ...quoted(quote)),
      ...section('Who, and until when', { kind: 'rows', rows: factRows(alert) }),
      // After the number to call: in a mail without HTML each is a line of 300 characters.
      { kind: 'buttons', links: buttonsOf(alert) },
      ...section('Company and person', { kind: 'rows', rows: facts }),
      ...section('Pages', { kind: 'list', items: pages }),
      ...section('Downloads', { kind: 'list', items: downloads }),
      ...section('Everything they did, oldest first', {
        kind: 'rows',
        rows: history.map(({ at, text }) => [dayTime(at, timeZone), text]),
      }),
      { kind: 'text', text: `Times are of ${timeZone}.`, tone: 'quiet' },
    ],
  };
}
