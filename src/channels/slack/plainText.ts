import type { Alert, Message, Notice } from '../channel.ts';
import type { Digest, DigestLead } from '../../domain/telling/digest.ts';
import { SECOND_COPY } from './rollup.ts';
import { escaped } from './text.ts';

// Slack takes 4,000 characters when a message is changed; lines are left out before one is cut in two.
const AT_MOST = 3_900;
const LINE = 200;
const NAME = 80;

/** Many alerts, a line each. */
export function rollupText({ alerts, mayBeRepeated }: Extract<Message, { kind: 'rollup' }>): string {
  const title = `${alerts.length} hot ${alerts.length === 1 ? 'lead' : 'leads'}`;
  return linesOf([title, ...repeated(mayBeRepeated), ...alerts.map((alert) => `• ${alertLine(alert)}`)]);
}

export function noticeText({ lead, company, headline, details, mayBeRepeated }: Notice): string {
  const who = named(lead?.name ?? company, lead ? lead.company : undefined);
  return linesOf([
    `${who}: ${escaped(headline, LINE)}`,
    ...repeated(mayBeRepeated),
    ...details.map((detail) => `• ${escaped(detail, LINE)}`),
  ]);
}

export function digestText({ title, parts, figures, notes, mayBeRepeated }: Digest): string {
  const shown = parts.flatMap((part) => [
    escaped(part.title, LINE),
    ...part.leads.map((lead) => `• ${leadLine(lead)}`),
  ]);
  const measured = figures.map(({ name, value, team }) => {
    const beside = team === undefined ? '' : ` (${escaped(team, NAME)})`;
    return `${escaped(name, NAME)}: ${escaped(value, NAME)}${beside}`;
  });
  const said = notes.map((note) => escaped(note, LINE));
  return linesOf([escaped(title, LINE), ...repeated(mayBeRepeated), ...shown, ...measured, ...said]);
}

function alertLine({ lead, score, reasons, assignee = 'nobody yet' }: Alert): string {
  const why = reasons[0] === undefined ? '' : `: ${escaped(reasons[0], LINE)}`;
  return `${score}, ${named(lead.name, lead.company)}${why}; assignee ${escaped(assignee, NAME)}`;
}

function leadLine({ name, company, score, text }: DigestLead): string {
  return `${named(name, company)}, ${score}: ${escaped(text, LINE)}`;
}

function named(name: string | undefined, company: string | undefined): string {
  const firm = company === undefined ? '' : ` (${escaped(company, NAME)})`;
  return `${escaped(name ?? '', NAME) || 'Unnamed lead'}${firm}`;
}

function repeated(mayBeRepeated: boolean): string[] {
  return mayBeRepeated ? [SECOND_COPY] : [];
}

function linesOf(lines: string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const [index, line] of lines.entries()) {
    length += line.length + 1;
    if (length > AT_MOST) return [...kept, `and ${lines.length - index} more lines`].join('\n');
    kept.push(line);
  }
  return kept.join('\n');
}
