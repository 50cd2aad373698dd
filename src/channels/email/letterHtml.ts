import { type Entry, type Letter, type Link, type Part, type Row, safeUrl } from './letter.ts';
import { oneLine } from './oneLine.ts';

const MOST = 600;
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
const INK = '#1f2937';
const QUIET = '#6b7280';
const ACTION = '#c2410c';
// Mail programs that know dark mode; the others show the colours beside each element.
const DARK = `@media (prefers-color-scheme:dark){.page{background:#111827!important}.card{background:#1f2937!important;border-color:#374151!important}
.ink{color:#f3f4f6!important}.quiet{color:#9ca3af!important}.warning{background:#422006!important;color:#fde68a!important}
.rule{border-color:#374151!important}.plain{background:#1f2937!important;color:#f3f4f6!important;border-color:#6b7280!important}.link{color:#fdba74!important}}`;

/** The letter as HTML that mail programs show: tables, styles inline, nothing loaded from anywhere. */
export function letterHtml({ subject, preview, parts }: Letter): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${safe(subject)}</title><style>${DARK}</style></head>
<body class="page" style="margin:0;padding:0;background:#f3f4f6;">
<div style="display:none;max-height:0;overflow:hidden;">${safe(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:16px 8px;">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid #e5e7eb;border-radius:8px;">
${parts.map(partHtml).join('\n')}
<tr><td style="padding:0 0 20px;"></td></tr></table></td></tr></table></body></html>
`;
}

function partHtml(part: Part): string {
  switch (part.kind) {
    case 'title':
      return row(20, `<h1 class="ink" style="${text(20, INK)}margin:0;font-weight:700;">${safe(part.text)}</h1>`);
    case 'heading':
      return row(20, `<h2 class="quiet" style="${text(13, QUIET)}margin:0;font-weight:700;">${safe(part.text)}</h2>`);
    case 'text':
      return textHtml(part.text, part.tone);
    case 'quote':
      return row(
        10,
        `<div class="ink rule" style="${text(15, INK)}border-left:3px solid #d1d5db;padding-left:12px;font-style:italic;">${safe(part.text)}</div>`,
      );
    case 'list':
      return row(6, `<ul style="margin:0;padding-left:20px;">${part.items.map(itemHtml).join('')}</ul>`);
    case 'rows':
      return row(
        6,
        `<table role="presentation" width="100%" cellpadding="0" cellspacing="0">${part.rows.map(rowHtml).join('')}</table>`,
      );
    case 'entries':
      return part.entries.map(entryHtml).join('\n');
    case 'buttons':
      return row(16, part.links.map(buttonHtml).join(' '));
  }
}

function textHtml(said: string, tone: 'warning' | 'quiet' | undefined): string {
  if (tone === 'warning')
    return row(
      12,
      `<div class="warning" style="${text(15, '#7c2d12')}background:#ffedd5;border-radius:6px;padding:10px 12px;">${safe(said)}</div>`,
    );
  const quiet = tone === 'quiet';
  return row(
    8,
    `<div class="${quiet ? 'quiet' : 'ink'}" style="${quiet ? text(13, QUIET) : text(15, INK)}">${safe(said)}</div>`,
  );
}

function itemHtml(item: string): string {
  return `<li class="ink" style="${text(15, INK)}padding:2px 0;">${safe(item)}</li>`;
}

function rowHtml([name, value]: Row): string {
  const cell = `padding:4px 0;vertical-align:top;`;
  return `<tr><td class="quiet" width="150" style="${text(14, QUIET)}${cell}padding-right:12px;">${safe(name)}</td><td class="ink" style="${text(14, INK)}${cell}">${valueHtml(value)}</td></tr>`;
}

function valueHtml(value: string | Link): string {
  if (typeof value === 'string') return safe(value);
  const url = safeUrl(value.url);
  return url === undefined
    ? safe(value.text)
    : `<a class="link" href="${escaped(url)}" style="color:${ACTION};">${safe(value.text)}</a>`;
}

function entryHtml({ title, url, text: said, action }: Entry): string {
  const deed = action === undefined ? '' : ` · ${valueHtml(action)}`;
  const name = valueHtml(url === undefined ? title : { text: title, url });
  return row(
    10,
    `<div class="ink" style="${text(15, INK)}font-weight:600;">${name}</div><div class="quiet" style="${text(14, QUIET)}">${safe(said)}${deed}</div>`,
  );
}

function buttonHtml({ text: said, url }: Link, index: number): string {
  const href = safeUrl(url);
  if (href === undefined) return '';
  const colours =
    index === 0 ? `background:${ACTION};color:#ffffff;border-color:${ACTION};` : `background:#ffffff;color:${INK};`;
  return `<a class="${index === 0 ? '' : 'plain'}" href="${escaped(href)}" style="${FONT}display:inline-block;margin:0 6px 8px 0;padding:9px 14px;border:1px solid #9ca3af;border-radius:6px;font-size:14px;font-weight:600;text-decoration:none;${colours}">${safe(said)}</a>`;
}

function row(top: number, inner: string): string {
  return `<tr><td style="padding:${top}px 20px 0;">${inner}</td></tr>`;
}

function text(size: number, colour: string): string {
  return `${FONT}font-size:${size}px;line-height:1.45;color:${colour};overflow-wrap:anywhere;`;
}

function safe(said: string): string {
  return escaped(oneLine(said, MOST));
}

const MARKS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(said: string): string {
  return said.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark);
}
