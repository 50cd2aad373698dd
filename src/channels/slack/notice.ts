import type { Notice } from '../channel.ts';
import { type Block, context, contextOf, firstOf, section, type SlackMessage } from './blocks.ts';
import { openButton } from './cardButtons.ts';
import { leadLine } from './leadLine.ts';
import { instantText } from './respond-by.ts';
import { SECOND_COPY } from './rollup.ts';
import { escaped } from './text.ts';

const NAME = 80;
const WORDS = 200;
const DETAILS = 10;

/** Something worth knowing, said quietly: no header, no task, no clock. */
export function noticeMessage(notice: Notice): SlackMessage {
  const { headline, details, at, timeZone, mayBeRepeated, lead } = notice;
  const told = details.map((detail) => escaped(detail, WORDS)).filter((detail) => detail !== '');
  const { shown, left } = firstOf(told, DETAILS);
  const list = [...shown, ...(left > 0 ? [`and ${left} more`] : [])].map((detail) => `• ${detail}`);
  const blocks: Block[] = [
    section(
      [`💡 ${who(notice)}`, escaped(headline, WORDS), ...list].filter(Boolean).join('\n'),
      lead && openButton(lead),
    ),
    context(`${instantText(at, timeZone)} · for your information: no task, no clock`),
    ...(mayBeRepeated ? [contextOf(SECOND_COPY)] : []),
  ];
  return { text: sentence(notice), blocks };
}

function who({ lead, company }: Notice): string {
  if (lead) return leadLine(lead);
  return leadLine({ name: escaped(company ?? '', NAME) === '' ? 'A company' : (company ?? '') });
}

function sentence({ lead, company, headline }: Notice): string {
  const name = escaped(lead?.name ?? company ?? '', NAME) || 'Somebody';
  const from = lead?.company === undefined ? '' : escaped(lead.company, NAME);
  return `${name}${from === '' ? '' : ` (${from})`}: ${escaped(headline, WORDS)}`;
}
