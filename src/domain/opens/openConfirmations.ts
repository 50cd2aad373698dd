import { DAY_MS, MINUTE_MS } from '../decay.ts';
import type { MailSignal } from './openMessages.ts';
import type { OpenSettings } from './opens.ts';
import type { Signal } from '../signals.ts';

const CONFIRMED_WITHIN_MS = DAY_MS;
const VISIT_WITHIN_MS = 10 * MINUTE_MS;

/** What may show that a person was behind an open or a click, earliest first. */
export type Evidence = { deeds: Signal[]; visits: Signal[] };

/** The visits soon after a click: an open up to the last of them, and up to a day before the first, is confirmed. */
type Followed = { click: number; first: number; last: number };

/**
 * Of signals that have happened, earliest first. No deed: a reading of usage, what its source does not believe, and
 * another open or click.
 */
export function evidenceOf(happened: readonly Signal[], settings: OpenSettings): Evidence {
  const proving = new Set(settings.confirmedBy).difference(new Set([...settings.types, ...settings.clickTypes]));
  const visiting = new Set(settings.visitTypes);
  const own = happened.filter((signal) => signal.subject === 'lead' && signal.confidence > 0);
  return {
    deeds: own.filter(({ type, level }) => proving.has(type) && level === undefined),
    visits: own.filter(({ type }) => visiting.has(type)),
  };
}

/**
 * Says of an instant at which a message was opened or clicked what confirms it: the first deed from that instant to 24 h
 * after it (both included), else the first page visit in that time at most 10 minutes after one of the `clicks` of the
 * message, which are a person's and earliest first.
 */
export function confirmation(
  { deeds, visits }: Evidence,
  clicks: readonly MailSignal[],
): (at: number) => { by: Signal; as: 'deed' | 'visit' } | undefined {
  const followed = clicks.flatMap(({ at }) => followedBy(at, visits));
  return (at) => {
    const deed = deeds[firstWhere(deeds, (one) => one.at >= at)];
    if (deed !== undefined && deed.at - at <= CONFIRMED_WITHIN_MS) return { by: deed, as: 'deed' };
    const span = followed[firstWhere(followed, (one) => one.last >= at)];
    if (span === undefined || span.first - at > CONFIRMED_WITHIN_MS) return undefined;
    const visit = visits[firstWhere(visits, (one) => one.at >= Math.max(at, span.click))];
    return visit && { by: visit, as: 'visit' };
  };
}

function followedBy(click: number, visits: readonly Signal[]): Followed[] {
  const first = visits[firstWhere(visits, (one) => one.at >= click)];
  const last = visits[firstWhere(visits, (one) => one.at - click > VISIT_WITHIN_MS) - 1];
  if (first === undefined || last === undefined || last.at < first.at) return [];
  return [{ click, first: first.at, last: last.at }];
}

/** The index of the first of which it holds, the length when of none: it holds of all that come after one of which it holds. */
function firstWhere<T>(sorted: readonly T[], holds: (one: T) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
