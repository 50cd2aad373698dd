/** Instants on a reader's clock, to the minute, with the zone: "2026-11-22 13:00 Europe/Berlin". Takes epoch ms, or ISO. */
export function minuteIn(timeZone: string): (at: number | string) => string {
  const clock = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => `${clock.format(new Date(at))} ${timeZone}`;
}
