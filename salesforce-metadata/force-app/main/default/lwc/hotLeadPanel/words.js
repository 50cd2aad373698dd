import { inReadersTime } from './keptTimes';
import { ENDS, LABELS, STATES, TIERS } from './labels';

const HOT = ['tier_1', 'tier_2'];

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
