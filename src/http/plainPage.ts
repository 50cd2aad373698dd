import type { ServerResponse } from 'node:http';

/** What a page says. Within texts `this` is something to type; they are ours, and nothing of a request is among them. */
export type PageWords = { headline: string; more: string; list?: readonly string[]; end?: string };

/** Answers with a page that needs nothing else, is kept nowhere, and tells its address to nobody. */
export function sendPlainPage(
  response: ServerResponse,
  status: number,
  { headline, more, list, end }: PageWords,
): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    // The address of an installation holds a code or a link, which no other site need see.
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  const items = (list ?? []).map((item) => `<li>${marked(item)}</li>`).join('');
  const listed = items === '' ? '' : `<ol>${items}</ol>`;
  const last = end === undefined ? '' : `<p>${marked(end)}</p>`;
  response.end(`${head}<h1>${marked(headline)}</h1><p>${marked(more)}</p>${listed}${last}</body></html>`);
}

const style =
  'body{font:1rem/1.5 sans-serif;max-width:36em;margin:3em auto;padding:0 1em}h1{font-size:1.6rem;line-height:1.25}li{margin:.6em 0}code{white-space:nowrap;background:#f0f1f4;padding:.1em .3em;border-radius:3px}';
const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Hot Lead Signal</title><style>${style}</style></head><body>`;

function marked(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return safe.replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
