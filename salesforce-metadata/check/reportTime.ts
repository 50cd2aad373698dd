const DAY_MS = 24 * 60 * 60_000;

/** A day of the calendar in a zone, as `2026-11-22`. */
function dayIn(zone: string, at: Date): string {
  const form = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', form).format(at);
}

/**
 * Whether a report's interval holds a time. The last n days are whole days of the calendar, today and the n before it: n + 1 in all
 * (developer.salesforce.com, SOQL date literals, LAST_N_DAYS; read 2026-11-22). Throws at an interval that no report here uses.
 */
export function holds(interval: string, at: Date | undefined, { now, zone }: { now: Date; zone: string }): boolean {
  if (interval === 'INTERVAL_CUSTOM') return true;
  const [, days] = /^INTERVAL_LAST(\d+)$/.exec(interval) ?? [];
  if (days === undefined) throw new Error(`report: ${interval} is not known to its evaluation`);
  if (at === undefined) return false;
  const [today, day] = [dayIn(zone, now), dayIn(zone, at)];
  return day <= today && day >= daysBefore(today, Number(days));
}

/** Which group of a report a time falls into, by the first day of the group. Weeks begin on Sunday, as in an American org. */
export function groupOf(granularity: string, at: Date, zone: string): string {
  const day = dayIn(zone, at);
  if (granularity === 'Day') return day;
  if (granularity === 'Week') return daysBefore(day, new Date(`${day}T00:00:00Z`).getUTCDay());
  if (granularity === 'Month') return `${day.slice(0, 7)}-01`;
  throw new Error(`report: groups by ${granularity} are not known to its evaluation`);
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
}
