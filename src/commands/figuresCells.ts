const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A line of a table: a name and cells on the right. */
export function row([name = '', ...cells]: string[]): string {
  return `${name.padEnd(38)}${cells.map((cell) => cell.padStart(12)).join('')}`.trimEnd();
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** A stretch of time in plain words: "40 s", "12 min", "3.5 h", "2.1 days". */
export function span(ms: number): string {
  if (ms < 59_500) return `${Math.round(ms / 1_000)} s`;
  if (ms < 119.5 * MINUTE_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  if (ms < 2 * DAY_MS) return `${(ms / HOUR_MS).toFixed(1)} h`;
  return `${(ms / DAY_MS).toFixed(1)} days`;
}
