import type { NewTask } from '../crm.ts';

/** A task's body as HubSpot keeps it: the text as HTML, and a visible line that `carries` finds again. */
export function taskBody({ body, marker }: Pick<NewTask, 'body' | 'marker'>): string {
  // Not in a comment or an attribute: HubSpot cleans the HTML it stores.
  return `${html(body)}<br><br>Ref ${html(marker)}`;
}

/** Whether a task's body carries exactly this marker, whatever HubSpot's editor made of the HTML around it. */
export function carries(body: string | null | undefined, marker: string): boolean {
  const text = oneLine(unescaped((body ?? '').replaceAll(/<[^>]*>/g, ' ')));
  return ` ${text} `.includes(` Ref ${oneLine(marker)} `);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function html(text: string): string {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return escaped.replaceAll(/\r?\n/g, '<br>');
}

function unescaped(text: string): string {
  const plain = text
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  return plain.replaceAll('&amp;', '&');
}
