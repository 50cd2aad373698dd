import type { Block } from './blocks.ts';
import { instantInWords } from '../../domain/telling/instantInWords.ts';
import { instantText } from './respond-by.ts';
import { escaped, oneLine } from './text.ts';

/** A sentence with instants in it: each reader sees those in their own zone. Its texts may hold words from outside. */
export type Saying = (string | { at: number })[];

const LONGEST = 300;

/** A block in which Slack parses nothing. Needs a text that is not empty. */
export function richSaying(saying: Saying, timeZone: string): Block {
  const elements = saying.map((part) => {
    return typeof part === 'string' ? { type: 'text' as const, text: kept(part) } : dateOf(part.at, timeZone);
  });
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** The same as mrkdwn, escaped. */
export function mrkdwnSaying(saying: Saying, timeZone: string): string {
  const parts = saying.map((part) => (typeof part === 'string' ? spaced(part) : instantText(part.at, timeZone)));
  return parts.join('');
}

function dateOf(at: number, timeZone: string) {
  const fallback = instantInWords(at, timeZone);
  return { type: 'date' as const, timestamp: Math.floor(at / 1000), format: '{date_short_pretty} {time}', fallback };
}

function kept(part: string): string {
  return around(part, oneLine(part, LONGEST));
}

function spaced(part: string): string {
  return around(part, escaped(part, LONGEST));
}

/** Cleaning cuts off the blanks at the ends, which stand before and after an instant. */
function around(part: string, clean: string): string {
  return `${/^\s/.test(part) ? ' ' : ''}${clean}${clean !== '' && /\s$/.test(part) ? ' ' : ''}` || ' ';
}
