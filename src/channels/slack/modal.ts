import { type Block, type ModalView, plain } from './blocks.ts';
import { pressedValue } from './pressed.ts';

type Input = Extract<Block, { type: 'input' }>;
export type Option = { text: ReturnType<typeof plain>; value: string };

/** The callbacks of all modals. */
type ModalId = 'contacted' | 'reassign' | 'not_a_fit' | 'preferences' | 'away' | 'lines';

type Form = { id: ModalId; title: string; submit?: string; episode?: string; blocks: Block[] };

export const NOTE_AT_MOST = 500;

/** A modal. Title and buttons are at most 24 characters; `private_metadata` names the episode and nothing else. */
export function modal({ id, title, submit, episode, blocks }: Form): ModalView {
  return {
    type: 'modal',
    callback_id: id,
    title: plain(title),
    close: plain(submit === undefined ? 'Close' : 'Cancel'),
    ...(submit !== undefined && { submit: plain(submit) }),
    ...(episode !== undefined && { private_metadata: pressedValue({ episode }) }),
    blocks,
  };
}

/** One question. The block's id names it in what is submitted, and in what is said to be wrong with it. */
export function inputBlock(
  id: string,
  label: string,
  element: Input['element'],
  { optional = false, hint }: { optional?: boolean; hint?: string } = {},
): Input {
  const more = { optional, ...(hint !== undefined && { hint: plain(hint) }) };
  return { type: 'input', block_id: id, label: plain(label), element, ...more };
}

/** A text that may be left empty. */
export function noteInput(label: string, placeholder: string): Input {
  const shape = { multiline: true, max_length: NOTE_AT_MOST, placeholder: plain(placeholder) };
  return inputBlock('note', label, { type: 'plain_text_input', action_id: 'note', ...shape }, { optional: true });
}

/** Options by value, in the order given; the words are ours and at most 75 characters. */
export function optionsOf(words: Record<string, string>): Option[] {
  return Object.entries(words).map(([value, text]) => ({ text: plain(capital(text)), value }));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
