import { ENDS, LABELS, STATES, TIERS } from './labels';

const HOT = ['tier_1', 'tier_2'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A time as explanations keep it: "22 Nov 10:50 UTC". */
const KEPT_TIME = new RegExp(`\\b(\\d{1,2}) (${MONTHS.join('|')}) (\\d{2}):(\\d{2}) UTC\\b`, 'g');

export function tierOf(name) {
  return TIERS[name] ?? TIERS.none;
}

export function isHot(tier) {
  return HOT.includes(tier);
}

/** A time in the reader's zone and way of writing; undefined where there is none. */
export function momentInWords(at, { locale, timeZone }) {
  if (!isMoment(at)) return undefined;
  const parts = { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZone };
  return new Intl.DateTimeFormat(locale, parts).format(Date.parse(at));
}

/**
 * The reasons of an explanation, one a line, their times in the reader's zone and way of writing. How long somebody stays hot is left
 * out where it is said beside them anyway.
 */
export function reasonsIn(explanation, saysOutlook, reader) {
  const reasons = (explanation ?? '').split(/\n|; /).map((reason) => reason.trim());
  return reasons
    .filter((reason) => reason !== '' && !(saysOutlook && reason.startsWith('stays hot until')))
    .map((reason) => inReadersTime(reason, reader))
    .map((words, key) => ({ key: String(key), words: words[0].toUpperCase() + words.slice(1) }));
}

/** What the tier becomes and when, if nothing else happens. undefined where it stays, or should have changed already. */
export function forecastInWords({ tier, nextAt, nextTier }, reader) {
  const when = momentInWords(nextAt, reader);
  if (when === undefined || Date.parse(nextAt) <= reader.now || nextTier === tier) return undefined;
  const [now, then] = [tierOf(tier), tierOf(nextTier)];
  if (rankOf(nextTier) > rankOf(tier)) return `Becomes ${then.becomes} on ${when}, without doing anything more.`;
  return `Stays ${now.stays} until ${when} if nothing else happens, then ${then.becomes}.`;
}

/** What there is to say of an episode: whether it is late is as of now. */
export function episodeInWords({ state, closedAs, respondBy, respondedAt, minutes }, reader) {
  const isClosed = state === 'closed';
  const responded = momentInWords(respondedAt, reader);
  const waits = !isClosed && responded === undefined && isMoment(respondBy);
  return {
    isClosed,
    state: isClosed ? closedInWords(closedAs) : STATES[state],
    respondBy: waits ? momentInWords(respondBy, reader) : undefined,
    isLate: waits && Date.parse(respondBy) < reader.now,
    responded: responded === undefined ? undefined : `${responded}${afterInWords(minutes)}`,
  };
}

/** A queue has what nobody has yet. */
export function ownerInWords(id, name) {
  return id?.startsWith('00G') ? LABELS.nobody : name;
}

function inReadersTime(words, { locale, timeZone, now }) {
  const parts = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZone };
  return words.replaceAll(KEPT_TIME, (kept, day, month, hour, minute) => {
    const at = nearestTo(now, MONTHS.indexOf(month), [day, hour, minute].map(Number));
    return at === undefined ? kept : new Intl.DateTimeFormat(locale, parts).format(at);
  });
}

/** Explanations say no year: it is the one in which the time is nearest to now. undefined where no year near has that day. */
function nearestTo(now, month, [day, hour, minute]) {
  const thisYear = new Date(now).getUTCFullYear();
  const years = [thisYear - 1, thisYear, thisYear + 1].map((year) => Date.UTC(year, month, day, hour, minute));
  const times = years.filter((at) => new Date(at).getUTCDate() === day && new Date(at).getUTCHours() === hour);
  return times.toSorted((one, other) => Math.abs(one - now) - Math.abs(other - now))[0];
}

function isMoment(at) {
  return typeof at === 'string' && !Number.isNaN(Date.parse(at));
}

function rankOf(tier) {
  return ['tier_3', 'tier_2', 'tier_1'].indexOf(tier);
}

function closedInWords(closedAs) {
  if (!closedAs) return STATES.closed;
  return ENDS[closedAs] ?? `${STATES.closed}: ${closedAs.replaceAll('_', ' ')}`;
}

function afterInWords(minutes) {
  if (typeof minutes !== 'number' || minutes < 0) return '';
  if (minutes < 1) return ', within a minute';
  const whole = Math.round(minutes);
  if (whole < 120) return whole === 1 ? ', after 1 minute' : `, after ${String(whole)} minutes`;
  return `, after ${String(Math.round(whole / 60))} hours`;
}
