import { markup, type Markup, linkTo, timeAt } from './markup.ts';

/** A block, an element or a text of Slack's, as far as it is shown here. */
export type Block = {
  type: string;
  text?: Block | string;
  fields?: Block[];
  elements?: Block[];
  accessory?: Block;
  style?: unknown;
  url?: string;
  timestamp?: number;
  initial_time?: string;
  [field: string]: unknown;
};

/** How what may be pressed is shown. */
export type ShowElement = (element: Block) => Markup;

/** Slack's blocks, readable in a browser. A kind that is not known here shows its text. Without `show` nothing can be pressed. */
export function blocksAsHtml(blocks: unknown[], show: ShowElement = unpressable): Markup {
  return markup`${blocks.map((block) => blockAsHtml(block as Block, show))}`;
}

function blockAsHtml(block: Block, show: ShowElement): Markup {
  switch (block.type) {
    case 'header':
      return markup`<h3>${textAsHtml(block.text)}</h3>`;
    case 'section':
      return section(block, show);
    case 'rich_text':
      return markup`${inside(block, richText)}`;
    case 'context':
      return markup`<p class="context">${inside(block, textAsHtml)}</p>`;
    case 'actions':
      return markup`<div class="actions">${inside(block, show)}</div>`;
    case 'divider':
      return markup`<hr>`;
    default:
      return markup`<p class="text">${textAsHtml(block.text)}</p>`;
  }
}

function section(block: Block, show: ShowElement): Markup {
  const { text, accessory } = block;
  const words = markup`${text === undefined ? undefined : markup`<p class="text">${textAsHtml(text)}</p>`}${fields(block)}`;
  return accessory === undefined ? words : markup`<div class="beside"><div>${words}</div>${show(accessory)}</div>`;
}

function inside(block: Block, show: (element: Block) => Markup): Markup[] {
  return (block.elements ?? []).map(show);
}

function fields(block: Block): Markup | undefined {
  if (block.fields === undefined) return undefined;
  return markup`<div class="fields">${block.fields.map((field) => markup`<div>${textAsHtml(field)}</div>`)}</div>`;
}

function richText(element: Block): Markup {
  if (element.type === 'rich_text_list') {
    const items = inside(element, (item) => markup`<li>${inside(item, inline)}</li>`);
    return element.style === 'ordered' ? markup`<ol>${items}</ol>` : markup`<ul>${items}</ul>`;
  }
  return markup`<p class="text">${inside(element, inline)}</p>`;
}

function inline(element: Block): Markup {
  const text = typeof element.text === 'string' ? element.text : '';
  if (element.type === 'link' && element.url !== undefined) return linkTo(element.url, text || element.url);
  if (element.type === 'date' && element.timestamp !== undefined) return timeAt(element.timestamp * 1000);
  const bold = (element.style as { bold?: boolean } | undefined)?.bold === true;
  return bold ? markup`<b>${text}</b>` : markup`${text}`;
}

/** A link where it is one, and else only its words. */
export function unpressable(element: Block): Markup {
  const label = textOf(element.text);
  return element.url === undefined
    ? markup`<span class="button">${label}</span>`
    : linkTo(element.url, label, 'button');
}

/** The words of a text object; '' where there are none. */
export function textOf(text: Block['text']): string {
  if (text === undefined || typeof text === 'string') return text ?? '';
  return typeof text.text === 'string' ? text.text : '';
}

function textAsHtml(text: Block['text']): Markup {
  const isMarked = typeof text === 'object' && text.type === 'mrkdwn';
  return isMarked ? mrkdwnAsHtml(textOf(text)) : markup`${lines(textOf(text))}`;
}

function lines(text: string): Markup[] {
  return text.split(/(\n)/).map((part) => (part === '\n' ? markup`<br>` : markup`${part}`));
}

/** Slack's markup: `<!date^...>` as a local time, links, *bold*, `code`, lines. Everything else stays the text it is. */
export function mrkdwnAsHtml(text: string): Markup {
  const parts = text.split(/(\*(?:[^*\n<]|<[^<>]+>)+\*|`[^`\n<]+`|<[^<>]+>|\n)/);
  return markup`${parts.map((part) => partAsHtml(part))}`;
}

function partAsHtml(part: string): Markup {
  if (part === '\n') return markup`<br>`;
  const inner = part.slice(1, -1);
  if (/^\*.+\*$/s.test(part)) return markup`<b>${mrkdwnAsHtml(inner)}</b>`;
  if (/^`.+`$/.test(part)) return markup`<code>${unescaped(inner)}</code>`;
  return /^<.+>$/s.test(part) ? token(inner) : markup`${unescaped(part)}`;
}

function token(inner: string): Markup {
  const [target = '', shown] = inner.split('|');
  const [, seconds] = /^!date\^(\d+)\^/.exec(target) ?? [];
  if (seconds !== undefined) return timeAt(Number(seconds) * 1000);
  return linkTo(unescaped(target), unescaped(shown ?? target));
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
