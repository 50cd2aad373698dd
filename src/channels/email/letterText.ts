import { type Entry, type Letter, type Link, type Part, safeUrl } from './letter.ts';
import { oneLine } from './oneLine.ts';

const MOST = 600;

/** The letter for whoever reads mail without HTML: everything the HTML says, with the addresses written out. */
export function letterText({ parts }: Letter): string {
  return `${parts
    .map(partText)
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

function partText(part: Part): string {
  switch (part.kind) {
    case 'title':
      return line(part.text);
    case 'heading':
      return `${line(part.text).toUpperCase()}`;
    case 'text':
      return part.tone === 'warning' ? `! ${line(part.text)}` : line(part.text);
    case 'quote':
      return `> ${line(part.text)}`;
    case 'list':
      return part.items.map((item) => `- ${line(item)}`).join('\n');
    case 'rows':
      return part.rows.map(([name, value]) => `${line(name)}: ${line(valueText(value))}`).join('\n');
    case 'entries':
      return part.entries.map(entryText).join('\n');
    case 'buttons':
      return part.links.map((link) => `${line(link.text)}: ${address(link.url).join('')}`).join('\n');
  }
}

function entryText({ title, url, text, action }: Entry): string {
  const deed = action === undefined ? [] : [`${line(action.text)}: ${address(action.url).join('')}`];
  return [line(title), line(text), ...address(url), ...deed].join('\n  ');
}

function valueText(value: string | Link): string {
  return typeof value === 'string' ? value : value.text;
}

function address(url: string | undefined): string[] {
  return url === undefined ? [] : [safeUrl(url) ?? ''];
}

function line(text: string): string {
  return oneLine(text, MOST);
}
