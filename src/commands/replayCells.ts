/** A line of a table: a name and cells on the right. */
export function row([name = '', ...cells]: string[]): string {
  return `${name.padEnd(30)}${cells.map((cell) => cell.padStart(10)).join('')}`.trimEnd();
}

/** Of a share, 0 to 1; a figure nobody knows is a dash. */
export function percent(share: number | null | undefined): string {
  return share == null ? '-' : `${Math.round(share * 100)}%`;
}

export function span(minutes: number | null): string {
  if (minutes === null) return '-';
  return minutes < 120 ? `${minutes.toFixed(1)} min` : `${(minutes / 60).toFixed(1)} h`;
}
