import { type ReaderClock, utcClock } from '../domain/explain/whenInWords.ts';

/** The clock on the wall of a reader in this IANA zone; one that this machine does not know reads UTC. */
export function readerClock(timeZone: string): ReaderClock {
  const zone = zoneOf(timeZone);
  if (zone === undefined) return utcClock;
  // To ask Intl costs some microseconds, and the reasons of every lead are dated.
  if (zone.resolvedOptions().timeZone === 'UTC') return { ...utcClock };
  return { name: nameOf(timeZone), offsetMsAt: (at) => offsetMs(zone.formatToParts(at)) };
}

/** Intl names these zones, as every zone that went through it, by what their cities were called long ago. */
const TODAY = new Map([
  ['Asmera', 'Asmara'],
  ['Calcutta', 'Kolkata'],
  ['Coral Harbour', 'Atikokan'],
  ['Enderbury', 'Kanton'],
  ['Faeroe', 'Faroe'],
  ['Godthab', 'Nuuk'],
  ['Katmandu', 'Kathmandu'],
  ['Kiev', 'Kyiv'],
  ['Ponape', 'Pohnpei'],
  ['Rangoon', 'Yangon'],
  ['Saigon', 'Ho Chi Minh'],
  ['Truk', 'Chuuk'],
]);

/** "New York" of America/New_York. Zones without a city have their sign turned round: Etc/GMT+5 is UTC-5. */
function nameOf(timeZone: string): string {
  const [, sign, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(timeZone) ?? [];
  if (sign !== undefined) return `UTC${sign === '+' ? '-' : '+'}${hours}`;
  const city = timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  return TODAY.get(city) ?? city;
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
