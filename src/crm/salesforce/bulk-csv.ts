import type { Row } from './org.ts';

/** The vendor's limit is 150 MB once it is Base64. */
const mostBytes = 50_000_000;

/** Records as CSV for Bulk 2.0, in parts of up to 50 MB. Null empties a field; a field that a record lacks is left as it is. */
export function csvParts(records: Row[]): { csv: string; records: Row[] }[] {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))].filter(
    (name) => name !== 'attributes',
  );
  const parts: { lines: string[]; records: Row[]; bytes: number }[] = [];
  for (const record of records) {
    const line = columns.map((column) => cell(record[column])).join(',');
    const bytes = Buffer.byteLength(line) + 1;
    let part = parts.at(-1);
    if (part === undefined || part.bytes + bytes > mostBytes) {
      part = { lines: [columns.join(',')], records: [], bytes: 0 };
      parts.push(part);
    }
    part.lines.push(line);
    part.records.push(record);
    part.bytes += bytes;
  }
  return parts.map(({ lines, records: of }) => ({ csv: `${lines.join('\n')}\n`, records: of }));
}

function cell(value: unknown): string {
  if (value === null) return '#N/A';
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The rows of a CSV answer, by the names in its first line. (jsforce's own parser takes a semicolon, a bar, a caret or a tab in an
 * unquoted value for the end of it.)
 */
export function csvRows(text: string): Record<string, string>[] {
  const lines = csvLines(text);
  const names = lines[0] ?? [];
  return lines.slice(1).map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])));
}

const comma = 44;
const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;

function csvLines(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = text.charCodeAt(at) === quote ? closingQuote(text, at + 1) + 1 : endOfPlain(text, at);
    const isQuoted = text.charCodeAt(at) === quote;
    line.push(isQuoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end));
    if (text.charCodeAt(end) === comma) {
      at = end + 1;
      // A comma at the very end of the text is followed by one more, empty value.
      if (at === text.length) line.push('');
      continue;
    }
    lines.push(line);
    line = [];
    at = end + (text.charCodeAt(end) === carriageReturn && text.charCodeAt(end + 1) === lineFeed ? 2 : 1);
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

function closingQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    at = text.indexOf('"', at);
    if (at === -1) return text.length;
    if (text.charCodeAt(at + 1) !== quote) return at;
    at += 1;
  }
  return text.length;
}

function endOfPlain(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === comma || code === lineFeed || code === carriageReturn) return at;
  }
  return at;
}
