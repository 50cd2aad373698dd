import type { LeadMail } from '../mail.ts';
import { safeUrl } from './letter.ts';

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5;";
const MARKS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The text as it is, and as plain HTML: what a person would have written, with one button where there is one. */
export function letterLines(text: string, button: LeadMail['button']): { text: string; html: string } {
  const url = button && safeUrl(button.url);
  const paragraphs = text
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p style="${FONT}margin:0 0 14px;">${escaped(paragraph).replaceAll('\n', '<br>')}</p>`);
  if (button === undefined || url === undefined) return { text: `${text.trim()}\n`, html: paragraphs.join('\n') };
  const link = `<p style="margin:0 0 14px;"><a href="${escaped(url)}" style="${FONT}display:inline-block;padding:9px 14px;border-radius:6px;background:#c2410c;color:#ffffff;text-decoration:none;">${escaped(button.text)}</a></p>`;
  return { text: `${text.trim()}\n\n${button.text}: ${url}\n`, html: [...paragraphs, link].join('\n') };
}

function escaped(said: string): string {
  return said.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark);
}
