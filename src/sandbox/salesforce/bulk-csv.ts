/** How the cells and lines of a CSV are parted, as a job says it. */
export type CsvShape = { delimiter: string; lineEnd: string };

/** The delimiters a job may name. */
export const delimiters: Record<string, string> = {
  BACKQUOTE: '`',
  CARET: '^',
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t',
};

/** The line ends a job may name. */
export const lineEnds: Record<string, string> = { LF: '\n', CRLF: '\r\n' };

/** One line, every cell in quotes, as Salesforce writes results. */
export function csvLine(cells: readonly string[], { delimiter, lineEnd }: CsvShape): string {
  let line = '';
  for (const cell of cells) {
    if (line !== '') line += delimiter;
    line += cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : `"${cell}"`;
  }
  return line + lineEnd;
}

/** The lines of a CSV as cells, empty lines left out. Throws on a quote that does not end. */
export function* csvRows(text: string, shape: CsvShape): Generator<string[]> {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let at = start; at < text.length;) {
    const { cells, next } = rowAt(text, at, shape);
    at = next;
    if (cells.length > 1 || cells[0] !== '') yield cells;
  }
}

function rowAt(text: string, from: number, shape: CsvShape): { cells: string[]; next: number } {
  const { delimiter, lineEnd } = shape;
  const cells: string[] = [];
  for (let at = from; ;) {
    const { cell, end } = text[at] === '"' ? quotedAt(text, at) : plainAt(text, at, shape);
    cells.push(cell);
    if (end >= text.length) return { cells, next: end };
    if (text.startsWith(lineEnd, end)) return { cells, next: end + lineEnd.length };
    if (text[end] !== delimiter) throw new Error(`expected the end of a cell at character ${end}`);
    at = end + 1;
  }
}

function quotedAt(text: string, from: number): { cell: string; end: number } {
  let end = from + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) throw new Error(`a quote at character ${from} does not end`);
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  const inside = text.slice(from + 1, end);
  return { cell: inside.includes('"') ? inside.replaceAll('""', '"') : inside, end: end + 1 };
}

function plainAt(text: string, from: number, { delimiter, lineEnd }: CsvShape): { cell: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== lineEnd[0]) end += 1;
  return { cell: text.slice(from, end), end };
}
