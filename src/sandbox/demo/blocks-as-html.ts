import { markup, type Markup, linkTo, timeAt } from './markup.ts';

type Block = {
  type: string;
  text?: Block | string;
  fields?: Block[];
  elements?: Block[];
  style?: unknown;
  url?: string;
  timestamp?: number;
  [field: string]: unknown;
};

/** Slack's blocks, readable in a browser. A kind that is not known here shows its text. */
export function blocksAsHtml(blocks: unknown[]): Markup {
  return markup`${blocks.map((block) => blockAsHtml(block as Block))}`;
}

function blockAsHtml(block: Block): Markup {
  switch (block.type) {
    case 'header':
      return markup`<h3>${textAsHtml(block.text)}</h3>`;
    case 'section':
      return markup`${block.text === undefined ? undefined : markup`<p class="text">${textAsHtml(block.text)}</p>`}${fields(block)}`;
    case 'rich_text':
      return markup`${inside(block, richText)}`;
    case 'context':
      return markup`<p class="context">${inside(block, textAsHtml)}</p>`;
    case 'actions':
      return markup`<p>${inside(block, button)}</p>`;
    case 'divider':
      return markup`<hr>`;
    default:
      return markup`<p class="text">${textAsHtml(block.text)}</p>`;
  }
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

function button(element: Block): Markup {
  const label = textOf(element.text);
  return element.url === undefined
    ? markup`<span class="button">${label}</span>`
    : linkTo(element.url, label, 'button');
}

function textOf(text: Block['text']): string {
  if (text === undefined || typeof text === 'string') return text ?? '';
  return typeof text.text === 'string' ? text.text : '';
}

function textAsHtml(text: Block['text']): Markup {
  const isMarked = typeof text === 'object' && text.type === 'mrkdwn';
  return isMarked ? mrkdwnAsHtml(textOf(text)) : markup`${textOf(text)}`;
}

/** Slack's markup: `<!date^...>` as a local time, links, *bold*, lines. Everything else stays the text it is. */
export function mrkdwnAsHtml(text: string): Markup {
  return markup`${text.split(/(<[^<>]+>)/).map((part) => (/^<.+>$/.test(part) ? token(part.slice(1, -1)) : words(part)))}`;
}

function token(inner: string): Markup {
  const [target = '', shown] = inner.split('|');
  const [, seconds] = /^!date\^(\d+)\^/.exec(target) ?? [];
  if (seconds !== undefined) return timeAt(Number(seconds) * 1000);
  return linkTo(unescaped(target), unescaped(shown ?? target));
}

function words(text: string): Markup {
  const parts = text.split(/(\*[^*\n]+\*|\n)/).map((part) => {
    if (part === '\n') return markup`<br>`;
    return /^\*.+\*$/.test(part) ? markup`<b>${unescaped(part.slice(1, -1))}</b>` : markup`${unescaped(part)}`;
  });
  return markup`${parts}`;
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
