const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time as explanations keep it, with the city of its zone: "22 Nov 10:50 UTC", "22 Nov 11:50 Berlin". */
const KEPT_TIME = new RegExp(`\\b(\\d{1,2}) (${MONTHS.join('|')}) (\\d{2}):(\\d{2}) ([^();]*[^();\\s])`, 'g');

/** Where the zones of cities are: "Berlin" is Europe/Berlin. */
const REGIONS = [
  ...[
    'Europe',
    'America',
    'Asia',
    'Australia',
    'Africa',
    'Pacific',
    'Atlantic',
    'Indian',
    'Antarctica',
    'Arctic',
    'US',
  ],
  ...['America/Argentina', 'America/Indiana', 'America/Kentucky', 'America/North_Dakota'],
];

/** The words with each kept time in the reader's zone and way of writing. A time in a zone that is not known stays as it is. */
export function inReadersTime(words, { locale, timeZone, now }) {
  const parts = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZone };
  return words.replaceAll(KEPT_TIME, (kept, day, month, hour, minute, city) => {
    const zone = zoneOf(city);
    const at = zone && nearestTo(now, [MONTHS.indexOf(month), ...[day, hour, minute].map(Number)], zone);
    return at === undefined ? kept : new Intl.DateTimeFormat(locale, parts).format(at);
  });
}

/** undefined where nobody knows the city. */
function zoneOf(city) {
  const name = city.replaceAll(' ', '_');
  return [...REGIONS.map((region) => `${region}/${name}`), name].find(isZone);
}

function isZone(timeZone) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Explanations say no year: it is the one in which the time is nearest to now. undefined where no year near has that day. */
function nearestTo(now, [month, day, hour, minute], zone) {
  const thisYear = new Date(now).getUTCFullYear();
  const walls = [thisYear - 1, thisYear, thisYear + 1].map((year) => Date.UTC(year, month, day, hour, minute));
  const times = walls
    .filter((wall) => new Date(wall).getUTCDate() === day && new Date(wall).getUTCHours() === hour)
    .map((wall) => instantAt(wall, zone));
  return times.toSorted((one, other) => Math.abs(one - now) - Math.abs(other - now))[0];
}

/** When clocks in the zone show what `wall` is in UTC. */
function instantAt(wall, zone) {
  const near = wall - offsetMs(wall, zone);
  return wall - offsetMs(near, zone);
}

/** What clocks in the zone are ahead of UTC at an instant. */
function offsetMs(at, timeZone) {
  const numbers = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' };
  const format = new Intl.DateTimeFormat('en', { ...numbers, hourCycle: 'h23', timeZone });
  const said = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(said.year, said.month - 1, said.day, said.hour, said.minute);
  return shown - Math.floor(at / 60_000) * 60_000;
}
