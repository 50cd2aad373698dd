import type { Digest, DigestFigure, DigestLead, DigestPart } from '../../domain/telling/digest.ts';
import { type Block, context, fieldBlocks, firstOf, header, section, type SlackMessage } from './blocks.ts';
import { leadLine } from './leadLine.ts';
import { SECOND_COPY } from './rollup.ts';
import { sectionsOf } from './sections.ts';
import { escaped, oneLine } from './text.ts';

// 8 parts of at most 4 blocks, 2 of figures and 4 of notes keep to the 50 of a message.
const PARTS = 8;
const LEADS = 12;
const FIGURES = 20;
const NOTES = 10;
const WORDS = 200;
const NAME = 80;

/** A day or a week as one message: the lists, then the figures, then what else is to be said. */
export function digestMessage(digest: Digest): SlackMessage {
  const { parts, figures, notes, mayBeRepeated } = digest;
  const blocks: Block[] = [
    header(titleOf(digest)),
    ...(mayBeRepeated ? [context(SECOND_COPY)] : []),
    ...firstOf(parts, PARTS).shown.flatMap(partBlocks),
    ...figureBlocks(figures),
    ...sectionsOf(firstOf(notes, NOTES).shown.map((note) => escaped(note, WORDS))).map((text) => section(text)),
  ];
  return { text: sentence(digest), blocks };
}

function titleOf({ kind, title }: Digest): string {
  const start = kind === 'day' ? '🌇 Your day' : '📊 The week';
  const day = oneLine(title, 100);
  return day === '' ? start : `${start}: ${day}`;
}

function sentence(digest: Digest): string {
  const { parts, kind, title } = digest;
  const counts = parts.slice(0, PARTS).map((part) => `${escaped(part.title, NAME)} ${part.leads.length}`);
  const start = `${kind === 'day' ? 'Your day' : 'The week'}: ${escaped(title, NAME)}`;
  return counts.length === 0 ? start : `${start} · ${counts.join(', ')}`;
}

function partBlocks({ title, leads }: DigestPart): Block[] {
  const { shown, left } = firstOf(leads, LEADS);
  const lines = [
    `*${escaped(title, NAME) || 'Leads'}* (${leads.length})`,
    ...shown.map((lead) => `• ${lineOf(lead)}`),
    ...(left > 0 ? [`and ${left} more`] : []),
  ];
  return sectionsOf(lines).map((text) => section(text));
}

function lineOf({ text, ...lead }: DigestLead): string {
  const words = escaped(text, WORDS);
  return words === '' ? leadLine(lead) : `${leadLine(lead)}: ${words}`;
}

function figureBlocks(figures: DigestFigure[]): Block[] {
  const shown = firstOf(figures, FIGURES).shown.map(({ name, value, team }): [string, string] => {
    const beside = escaped(team ?? '', NAME);
    return [escaped(name, NAME) || ' ', `${escaped(value, NAME) || '—'}${beside === '' ? '' : ` (${beside})`}`];
  });
  return fieldBlocks(shown);
}
