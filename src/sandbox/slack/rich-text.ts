import { boolean, byType, integer, list, object, oneOf, string, url, type Check } from './constraints.ts';

const style = object({}, { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean });
const id = string(1, 255);

const inline = byType({
  text: object({ text: string(1, 3000) }, { style }),
  link: object({ url: url(3000) }, { text: string(0, 3000), unsafe: boolean, style }),
  emoji: object({ name: string(1, 255) }, { unicode: string(1, 255), style }),
  user: object({ user_id: id }, { style }),
  usergroup: object({ usergroup_id: id }, { style }),
  channel: object({ channel_id: id }, { style }),
  broadcast: object({ range: oneOf('here', 'channel', 'everyone') }, { style }),
  date: object(
    { timestamp: integer(0, 9_999_999_999), format: string(1, 255) },
    { url: url(3000), fallback: string(1, 3000), style },
  ),
});
const inlines = list(1, 1000, inline);
const section = byType({ rich_text_section: object({ elements: inlines }) });
const border = integer(0, 1);

/** One element of a `rich_text` block. Slack publishes no lengths for it; those of a text object are taken. */
export const richTextElement: Check = byType({
  rich_text_section: object({ elements: inlines }),
  rich_text_preformatted: object({ elements: inlines }, { border }),
  rich_text_quote: object({ elements: inlines }, { border }),
  rich_text_list: object(
    { style: oneOf('bullet', 'ordered'), elements: list(1, 1000, section) },
    { indent: integer(0, 8), offset: integer(0, 1000), border },
  ),
});
