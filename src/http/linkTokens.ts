import { z } from 'zod';
import type { Who } from '../channels/answers.ts';
import { allControls, type Control } from '../domain/telling/controls.ts';
import type { Signing } from '../sealing.ts';

/** What a link is for. Somebody who was told in a place that many read is nobody yet: `who` has only the workspace. */
export type Link = { episode: string; do: Control; who: Who };

/** Long enough for a lead that waits over a long weekend. */
const GOOD_FOR_MS = 7 * 86_400_000;

/** Short names: links stand in messages that may only be so long. `x` is when it ends. */
const payload = z.object({
  w: z.string(),
  e: z.string(),
  d: z.enum(allControls),
  m: z.string().optional(),
  c: z.string().optional(),
  x: z.number(),
});

/**
 * Makes addresses of pages that ask to confirm a deed, each for one person, one deed and seven days. Whoever has the address may do
 * it: it is a secret of the message that it stands in.
 */
export function linkMaker({ signing, publicUrl, now }: { signing: Signing; publicUrl: string; now: () => number }) {
  return (link: Link): string => `${publicUrl}/l/${linkToken(signing, link, now() + GOOD_FOR_MS)}`;
}

/** The last part of such an address. */
export function linkToken(signing: Signing, { episode, do: deed, who }: Link, until: number): string {
  const { workspace, email, chatId } = who;
  const content = {
    w: workspace,
    e: episode,
    d: deed,
    ...(email !== undefined && { m: email }),
    ...(chatId !== undefined && { c: chatId }),
    x: until,
  };
  return signing.sign(content, until);
}

/** Whether this reader may have a link for it: in a place that many read there is nobody yet who could speak for the lead. */
export function mayLink(control: Control, { email, chatId }: Who): boolean {
  return email !== undefined || chatId !== undefined || ['claim', 'why_hot', 'timeline'].includes(control);
}

/** What the token is for; undefined when it is over, not ours, or for more than its reader may. */
export function readLink(signing: Signing, token: string, now: number): (Link & { until: number }) | undefined {
  const read = payload.safeParse(signing.read(token, now));
  if (!read.success) return undefined;
  const { w, e, d, m, c, x } = read.data;
  const who: Who = { workspace: w, ...(m !== undefined && { email: m }), ...(c !== undefined && { chatId: c }) };
  return mayLink(d, who) ? { episode: e, do: d, who, until: x } : undefined;
}
