/** A text as SOQL takes it in quotes. */
export function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`);
  return `'${escaped.replaceAll('\n', String.raw`\n`).replaceAll('\r', String.raw`\r`)}'`;
}

/** What follows `IN`: `('a','b')`. Of no values: a list that no id is in. */
export function among(values: Iterable<string>): string {
  const list = [...values].map(quoted);
  return list.length === 0 ? "('')" : `(${list.join(',')})`;
}

/** Epoch milliseconds as SOQL's dateTime, which takes no quotes. */
export function dateTime(at: number): string {
  return new Date(at).toISOString();
}

/**
 * Whether an id comes before another as SOQL sorts them: by the 15 characters that tell them apart, byte by byte, whatever the
 * three that follow. Below 0: before; 0: the same record.
 */
export function compareIds(one: string, other: string): number {
  const [a, b] = [one.slice(0, 15), other.slice(0, 15)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
