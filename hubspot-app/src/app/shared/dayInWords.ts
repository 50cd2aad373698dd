/** "20 Nov" of 2026-11-20. */
export function dateInWords(day: string): string {
  return said(day, { day: 'numeric', month: 'short' });
}

/** "Fri 20 Nov" of 2026-11-20. */
export function dayInWords(day: string): string {
  return said(day, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** A day is the same day wherever its reader is. */
function said(day: string, as: Intl.DateTimeFormatOptions): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) || !/^\d{4}-/.test(day)
    ? day
    : new Intl.DateTimeFormat('en-GB', { ...as, timeZone: 'UTC' }).format(at).replace(',', '');
}
