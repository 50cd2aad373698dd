import { oneLine } from './text.ts';

/** One piece of a line, shown exactly as it is: text runs have no markdown, so that a name cannot be a link or bold. */
export type TextRun = {
  type: 'TextRun';
  text: string;
  size?: 'Large';
  weight?: 'Bolder';
  isSubtle?: true;
  italic?: true;
};
export type Element =
  | { type: 'RichTextBlock'; inlines: TextRun[]; spacing?: 'None' | 'Medium' }
  | { type: 'ActionSet'; actions: Action[] }
  | { type: 'Container'; items: Element[]; separator: true; spacing: 'Medium' };
export type Action = { type: 'Action.OpenUrl'; title: string; url: string };
/** What a card shows, before the envelope. */
export type Content = { body: Element[]; actions: Action[] };

const LONGEST_URL = 2_048;

/** One line. */
export function line(text: string, look: Omit<TextRun, 'type' | 'text'> = {}, most = 300): Element {
  return { type: 'RichTextBlock', inlines: [run(text, look, most)], spacing: 'None' };
}

/** "Name: value" in one line; nothing without a value. */
export function fact(name: string, value: string | undefined, most = 150): Element[] {
  if (value === undefined || oneLine(value, most) === '') return [];
  return [
    { type: 'RichTextBlock', inlines: [run(`${name}: `, { weight: 'Bolder' }), run(value, {}, most)], spacing: 'None' },
  ];
}

function run(text: string, look: Omit<TextRun, 'type' | 'text'>, most = 100): TextRun {
  // Between two runs a space belongs to the first.
  const end = text.endsWith(': ') ? ' ' : '';
  return { type: 'TextRun', text: `${oneLine(text, most)}${end}`, ...look };
}

/** A heading. */
export function title(text: string): Element {
  return { type: 'RichTextBlock', inlines: [run(text, { size: 'Large', weight: 'Bolder' }, 150)] };
}

/** A line that begins something new. */
export function heading(text: string): Element {
  return { type: 'RichTextBlock', inlines: [run(text, { weight: 'Bolder' }, 150)], spacing: 'Medium' };
}

/** A button that opens an address; none where it is not one of the web. */
export function open(label: string, url: string | undefined): Action[] {
  if (url === undefined || url.length > LONGEST_URL || !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return [];
  return [{ type: 'Action.OpenUrl', title: label, url }];
}
