import { type ReaderClock, utcClock } from '../domain/explain/whenInWords.ts';

/** The clock on the wall of a reader in this IANA zone; one that this machine does not know reads UTC. */
export function readerClock(timeZone: string): ReaderClock {
  const zone = zoneOf(timeZone);
  if (zone === undefined) return utcClock;
  const name = timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  return { name, offsetMsAt: (at) => offsetMs(zone.formatToParts(at)) };
}

function zoneOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
}

/** "GMT", "GMT+05:30", "GMT-03:00". */
function offsetMs(parts: Intl.DateTimeFormatPart[]): number {
  const said = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(said) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
