/** Text that is HTML already: everything else is escaped where `markup` puts it in. */
export type Markup = { html: string };

type Part = string | number | undefined | Markup | readonly Markup[];

/** Joins HTML: what stands in `${}` is escaped unless it is Markup; undefined is nothing. */
export function markup(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  return { html: texts.map((text, index) => text + htmlOf(parts[index])).join('') };
}

function htmlOf(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'object') return 'html' in part ? part.html : part.map(({ html }) => html).join('');
  return String(part)
    .toWellFormed()
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
