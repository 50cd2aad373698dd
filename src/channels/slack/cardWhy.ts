import { instantInWords } from '../../domain/telling/instantInWords.ts';
import type { Alert } from '../channel.ts';
import type { Block } from './blocks.ts';
import { isOld } from './cardFacts.ts';
import { oneLine } from './text.ts';

const REASON = 200;
const REASONS_SHOWN = 10;

/** The reasons as a list, strongest first, with what they wrote; no block without a reason. */
export function whyNow({ reasons, quote = '', ...alert }: Alert): Block[] {
  const told = reasons.map((reason) => oneLine(reason, REASON)).filter((reason) => reason !== '');
  if (told.length === 0) return [];
  const rest = told.length - REASONS_SHOWN;
  const lines = rest > 0 ? [...told.slice(0, REASONS_SHOWN), `and ${rest} more`] : told;
  const said = oneLine(quote, REASON);
  const title = { type: 'text', text: `Why now${asOf(alert)}`, style: { bold: true } } as const;
  return [
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [title] },
        { type: 'rich_text_list', style: 'bullet', elements: lines.map(words) },
        ...(said === '' ? [] : [{ ...words(said), type: 'rich_text_quote' as const }]),
      ],
    },
  ];
}

/** An alert that had to wait says when its "just now" was. */
function asOf(alert: Pick<Alert, 'reasonsAt' | 'now' | 'timeZone'>): string {
  return isOld(alert) ? ` (at ${instantInWords(alert.reasonsAt, alert.timeZone, alert.now)})` : '';
}

function words(text: string) {
  return { type: 'rich_text_section' as const, elements: [{ type: 'text' as const, text }] };
}
