/**
 * When a calendar day begins in a zone: `midnight` is that of the day in UTC. Of a day that has no midnight, since clocks went ahead
 * then, within the hour.
 */
export function dayBegins(midnight: number, timeZone: string): number {
  const near = midnight - aheadOfUtc(midnight, timeZone);
  return midnight - aheadOfUtc(near, timeZone);
}

function aheadOfUtc(at: number, timeZone: string): number {
  const hourCycle = 'h23';
  const told = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(told.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return wall - Math.floor(at / 1_000) * 1_000;
}
