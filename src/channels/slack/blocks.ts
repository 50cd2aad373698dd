import type { ChatPostMessageArguments, ViewsOpenArguments } from '@slack/web-api';
import { escaped } from './text.ts';

type AnyBlock = Extract<ChatPostMessageArguments, { blocks: unknown }>['blocks'][number];
/** The kinds of block every client shows and every validator knows. */
export type Block = Extract<
  AnyBlock,
  { type: 'header' | 'section' | 'rich_text' | 'context' | 'actions' | 'divider' | 'input' }
>;
/** A message as Slack takes it; `text` is what a notification shows, mrkdwn and escaped. */
export type SlackMessage = { text: string; blocks: Block[] };

type AnyView = ViewsOpenArguments['view'];
export type HomeView = Extract<AnyView, { type: 'home' }> & { blocks: Block[] };
export type ModalView = Extract<AnyView, { type: 'modal' }> & { blocks: Block[] };

/** What may be pressed beside a text or in a row. */
export type Pressable = Extract<
  Extract<Block, { type: 'actions' }>['elements'][number],
  { type: 'button' | 'overflow' | 'static_select' }
>;

// Slack's own limits are wider (text 3000, button url 3000): a message must be read in seconds.
const HEADER = 150;
const CONTEXT = 300;

/** Text from outside is shown as it is. `emoji: false`: a lead called :skull: stays what it is. Never empty. */
export function plain(text: string) {
  return { type: 'plain_text' as const, text, emoji: false };
}

/** Text that is ours, with what is from outside escaped. `verbatim`: Slack adds no links and mentions of its own finding. */
function mrkdwn(text: string) {
  return { type: 'mrkdwn' as const, text, verbatim: true };
}

/** At most 150 characters. */
export function header(text: string): Block {
  return { type: 'header', text: plain(text.slice(0, HEADER)) };
}

/** Small grey words. At most 3000 characters of mrkdwn. */
export function context(text: string): Block {
  return { type: 'context', elements: [mrkdwn(text)] };
}

/** The same of text from outside. */
export function contextOf(text: string): Block {
  return context(escaped(text, CONTEXT) || ' ');
}

/** mrkdwn of at most 3000 characters, with what may be pressed beside it. */
export function section(text: string, accessory?: Pressable): Block {
  return { type: 'section', text: mrkdwn(text), ...(accessory && { accessory }) };
}

/** Names and values (escaped mrkdwn, 2000 characters each) in two columns, ten a section. None: no block. */
export function fieldBlocks(fields: [name: string, value: string][]): Block[] {
  const shown = fields.map(([name, value]) => mrkdwn(`*${name}*\n${value}`));
  return Array.from({ length: Math.ceil(shown.length / 10) }, (_, index) => {
    return { type: 'section' as const, fields: shown.slice(index * 10, index * 10 + 10) };
  });
}

/** The items of a list that are shown, and how many are left out. */
export function firstOf<T>(items: readonly T[], most: number): { shown: T[]; left: number } {
  return { shown: items.slice(0, most), left: Math.max(0, items.length - most) };
}
