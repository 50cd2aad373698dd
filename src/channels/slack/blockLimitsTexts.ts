import { z } from 'zod';

// Limits: docs.slack.dev/reference/block-kit (composition objects, block elements, blocks) and the comments of @slack/types
// 3.2.0, read 2026-11-21. Slack counts UTF-16 units.

/** A text of `min` to `max` characters in which no character is cut in two. */
export function text(min: number, max: number) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((given) => given.isWellFormed(), 'holds half a character');
}

/** A whole number within both bounds. */
export function whole(min: number, max: number) {
  return z.int().min(min).max(max);
}

/** One of at most 255 characters. */
export const id = text(1, 255);

/** An address a browser, a mail program or a telephone opens. */
export const url = text(1, 3000).refine((given) => {
  return /^(https?|mailto|tel):$/.test(URL.parse(given)?.protocol ?? '') && !/\s/.test(given);
}, 'is no address');

export function plainText(max: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: text(1, max), emoji: z.boolean().optional() });
}

export function anyText(max: number) {
  const mrkdwn = z.strictObject({ type: z.literal('mrkdwn'), text: text(1, max), verbatim: z.boolean().optional() });
  return z.discriminatedUnion('type', [plainText(max), mrkdwn]);
}

export const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

/** Only an overflow menu's options may have a `url`. */
export const option = z.strictObject({
  text: anyText(75),
  value: text(1, 150),
  description: anyText(75).optional(),
});
export const overflowOption = option.extend({ text: plainText(75), url: url.optional() });
