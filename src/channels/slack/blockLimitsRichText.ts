import { z } from 'zod';
import { id, text, url, whole } from './blockLimitsTexts.ts';

const on = z.boolean().optional();
const style = z.strictObject({ bold: on, italic: on, strike: on, code: on, underline: on }).optional();

/** What stands in a line. People, groups and channels are left out on purpose: naming one would ping. */
const inline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: text(1, 3000), style }),
  z.strictObject({ type: z.literal('link'), url, text: text(0, 3000).optional(), style }),
  z.strictObject({ type: z.literal('emoji'), name: id, unicode: id.optional(), style }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: whole(0, 9_999_999_999),
    format: id,
    fallback: text(1, 3000).optional(),
    url: url.optional(),
    style,
  }),
]);
const elements = z.array(inline).min(1).max(1000);
const border = whole(0, 1).optional();
const line = z.strictObject({ type: z.literal('rich_text_section'), elements });

/** One element of a `rich_text` block. Slack publishes no lengths for it; those of a text object are taken. */
export const richTextElement = z.discriminatedUnion('type', [
  line,
  z.strictObject({ type: z.literal('rich_text_preformatted'), elements, border }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements, border }),
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(line).min(1).max(1000),
    indent: whole(0, 8).optional(),
    offset: whole(0, 1000).optional(),
    border,
  }),
]);
