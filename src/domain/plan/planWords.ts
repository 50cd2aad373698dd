/** "1 lead", "1,200 leads". */
export function plural(count: number, unit: string): string {
  return `${grouped(count)} ${unit}${count === 1 ? '' : 's'}`;
}

/** A whole number with commas between thousands. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "Mon 5 Jan 09:12", UTC; seconds are cut off. */
export function timeOf(at: number): string {
  return `${dayOf(at)} ${new Date(at).toISOString().slice(11, 16)}`;
}

/** "Mon 5 Jan", UTC. */
export function dayOf(at: number): string {
  const [weekday, day, month] = new Date(at).toUTCString().split(' ');
  return `${weekday?.slice(0, 3)} ${Number(day)} ${month}`;
}

/** "5 Jan 2026", UTC. */
export function dateOf(at: number): string {
  const [, day, month, year] = new Date(at).toUTCString().split(' ');
  return `${Number(day)} ${month} ${year}`;
}
