/** A mail before it is HTML and text. All texts are as they came: whoever prints them puts them on one line and escapes them. */
export type Letter = {
  subject: string;
  /** What an inbox shows beside the subject. */
  preview: string;
  parts: Part[];
};

/** A piece of a letter, from top to bottom. */
export type Part =
  | { kind: 'title' | 'heading'; text: string }
  | { kind: 'text'; text: string; tone?: 'warning' | 'quiet' }
  | { kind: 'list'; items: string[] }
  | { kind: 'quote'; text: string }
  | { kind: 'rows'; rows: Row[] }
  | { kind: 'entries'; entries: Entry[] }
  /** The first is the one to press. */
  | { kind: 'buttons'; links: Link[] };

export type Link = { text: string; url: string };
/** A name and what it is; a link where something can be done with it: call, write. */
export type Row = [name: string, value: string | Link];
/** One of a list of leads: a name, perhaps with its record, what is to be said of it, and what can be done at once. */
export type Entry = { title: string; url?: string; text: string; action?: Link };

/** A heading with what stands under it; nothing where there is nothing to say. */
export function section(heading: string, ...parts: Part[]): Part[] {
  const said = parts.filter((part) => !isEmpty(part));
  return said.length === 0 ? [] : [{ kind: 'heading', text: heading }, ...said];
}

function isEmpty(part: Part): boolean {
  switch (part.kind) {
    case 'list':
      return part.items.length === 0;
    case 'rows':
      return part.rows.length === 0;
    case 'entries':
      return part.entries.length === 0;
    case 'buttons':
      return part.links.length === 0;
    case 'title':
    case 'heading':
    case 'text':
    case 'quote':
      return part.text.trim() === '';
  }
}

/** The address as a mail program may open it; undefined for what is none, or does something else than open a page, call or write. */
export function safeUrl(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed !== null && /^(https?|tel|mailto):$/.test(parsed.protocol) ? parsed.href : undefined;
}
