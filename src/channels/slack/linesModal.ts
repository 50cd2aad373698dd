import { type Block, context, type ModalView, plain } from './blocks.ts';
import { modal } from './modal.ts';
import { sectionsOf } from './sections.ts';
import { oneLine } from './text.ts';

const TITLE = 24;
const LINE = 1000;
/** Of text as it is sent. Slack refuses views above 250 kB; the rest is the blocks around it. */
const BYTES = 200_000;
const SECTIONS = 98;

/** Why hot, why me, the timeline: plain lines to read, from the first on; says how many did not find room. */
export function linesModal(title: string, lines: string[]): ModalView {
  const clean = lines.map((line) => oneLine(line, LINE)).filter((line) => line !== '');
  const fitting = clean.slice(0, roomFor(clean));
  const texts = sectionsOf(fitting).slice(0, SECTIONS);
  const shown = texts.reduce((sum, text) => sum + text.split('\n').length, 0);
  const left = clean.length - shown;
  const blocks: Block[] = [
    ...texts.map((text): Block => ({ type: 'section', text: plain(text) })),
    ...(clean.length === 0 ? [context('Nothing is known of it.')] : []),
    ...(left > 0 ? [context(`${left} more lines are not shown.`)] : []),
  ];
  return modal({ id: 'lines', title: oneLine(title, TITLE) || 'More', blocks });
}

function roomFor(lines: string[]): number {
  let bytes = 0;
  const over = lines.findIndex((line) => {
    bytes += Buffer.byteLength(JSON.stringify(line));
    return bytes > BYTES;
  });
  return over === -1 ? lines.length : over;
}
