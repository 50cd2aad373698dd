import { agoInWords, durationInWords, plural, type ReaderClock } from '../explain/whenInWords.ts';
import type { NoticeKind } from './preferences.ts';

/** What was noticed, as it is kept; what an older release did not keep is absent. */
export type NoticeFacts = {
  times?: number;
  /** The name of the message, and the link that was clicked, without personal data. */
  about?: string;
  link?: string;
  spanMs?: number;
  /** Of an account play: why, who of them did what (by our lead ids), and which parts nobody plays. */
  because?: string;
  people?: { id: string; part?: string; lately?: string[] }[];
  missing?: string[];
};

type Read = {
  now: number;
  clock: ReaderClock;
  words: (type: string) => string;
  name: (lead: string) => string | undefined;
};

/** "opened 'Pricing for Acme' 5 times in 2 days": what somebody did, without saying who. */
export function headlineOf(kind: NoticeKind, facts: NoticeFacts): string {
  const { times = 1, about, link, spanMs } = facts;
  const message = about === undefined ? 'one e-mail' : `'${about}'`;
  const within = spanMs === undefined ? 'in a week' : `in ${durationInWords(spanMs)}`;
  if (kind === 'many_opens') return `opened ${message} ${plural(times, 'time')} ${within}`;
  if (kind === 'revived')
    return `opened ${about === undefined ? 'an old e-mail' : `${message}, an old e-mail,`} again after a long silence`;
  if (kind === 'several_messages') return `opened ${times} different e-mails within a day`;
  if (kind === 'warm_click')
    return `clicked ${link === undefined ? 'a link' : `'${link}'`} in ${about === undefined ? 'an e-mail' : message}`;
  return `several people look at us together: ${facts.because ?? 'the buying committee is active'}`;
}

/** Who of a company did what lately, who is missing, and when it was noticed. */
export function detailsOf(
  kind: NoticeKind,
  facts: NoticeFacts,
  at: number,
  { now, clock, words, name }: Read,
): string[] {
  const when = agoInWords(at, now, clock);
  if (kind !== 'account_play') return [when];
  const { people = [], missing = [] } = facts;
  const each = people.slice(0, MOST_PEOPLE).flatMap(({ id, part, lately = [] }) => {
    const who = name(id);
    const did = lately.slice(0, MOST_DEEDS).map(words).join(', ');
    return who === undefined ? [] : [`${who}${part === undefined ? '' : ` (${part})`}${did === '' ? '' : `: ${did}`}`];
  });
  const more = people.length > MOST_PEOPLE ? [`and ${people.length - MOST_PEOPLE} more`] : [];
  return [...each, ...more, ...(missing.length === 0 ? [] : [`nobody yet as ${missing.join(', ')}`]), when];
}

const MOST_PEOPLE = 8;
const MOST_DEEDS = 3;
