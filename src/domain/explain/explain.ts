import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { latestFirst, type Visit, visitsAt } from '../folding.ts';
import type { Model } from '../model.ts';
import { gradesAt } from '../opens/opens.ts';
import { askedTypes } from '../asked.ts';
import { wordsOf } from './patternInWords.ts';
import { tierInWords } from './recipeTruths.ts';
import { MICROS, scoreAt, type Score } from '../scoring.ts';
import type { Signal } from '../signals.ts';
import { isReading } from '../states.ts';
import { standingAt } from '../tiers.ts';
import { agoInWords, dateInWords, durationInWords, outlookInWords, type ReaderClock, utcClock } from './whenInWords.ts';

const MOST_REASONS = 6;
const MOST_EVIDENCE = 120;
/** Line ends, control characters, and those that turn the direction of all text after them. */
const UNPRINTED = /[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;
/** What speaks against a lead is said when the score would be this many points higher without it. */
const SAID_AGAINST_MICROS = 5 * MICROS;

/** How a reason says when: from now, for what is read at once; by date, for what is kept; or not at all. */
export type Times = 'ago' | 'dated' | 'none';

/** Why a lead stands where it does, for a person who reads it now. */
export type Explanation = {
  /** Strongest first, at most six; what holds the score down comes last. They quote people: shown, never logged or kept. */
  reasons: string[];
  /** "stays hot until Tue 14:10", "hot from Mon 09:00", "warm; cools on 3 Dec", "stays so while usage is above 80", or "". */
  outlook: string;
  /** The rules that made the tier, "; " between them: "score 83 with 4 kinds of interest". Empty without a tier. */
  tier: string;
};

type Telling = { now: number; times: Times; clock: ReaderClock; quotes: boolean };
/** What was done of one type: events latest first, refreshes among them, and states. `once`: how often does not matter. */
type Told = { words: string; once: boolean; events: Signal[]; states: Visit[] };

/** Why now, how long, and by which rules. */
export function explain(signals: readonly Signal[], model: Model, now: number, clock: ReaderClock): Explanation {
  const standing = standingAt(now, signals, model);
  const told = toldBy(signals, model, now);
  const telling: Telling = { now, times: 'ago', clock, quotes: true };
  const against = strongestAgainst(standing);
  const types = strongestTypes(standing, model).slice(0, MOST_REASONS - (against === undefined ? 0 : 1));
  const reasons = types.map((type) => phrase(told(type), telling));
  if (against !== undefined) reasons.push(`but ${phrase(told(against), telling)}`);
  const outlook = outlookInWords(standing, signals, model, clock);
  return { reasons, outlook, tier: tierInWords(standing, model) };
}

/** "pricing page 3 times in 20 minutes, case study yesterday; stays hot until Tue 14:10". */
export function sentenceOf({ reasons, outlook }: Explanation): string {
  return [reasons.join(', '), outlook].filter((part) => part !== '').join('; ');
}

/**
 * Why now, strongest first, at most six: "pricing page 3 times in 20 minutes", "asked for a demo 2 minutes ago". One entry for
 * each type that adds to the score; refreshes that the score folds are counted here, since a person made them. Quotes nobody,
 * so it may be logged and kept.
 */
export function reasonsInWords(
  signals: readonly Signal[],
  model: Model,
  now: number,
  times: Times,
  clock: ReaderClock = utcClock,
): string[] {
  const told = toldBy(signals, model, now);
  return strongestTypes(scoreAt(now, signals, model), model)
    .slice(0, MOST_REASONS)
    .map((type) => phrase(told(type), { now, times, clock, quotes: false }));
}

/** That somebody asked for a lead is a reason only where it is the only one. */
function strongestTypes(score: Score, model: Model): string[] {
  const sums = [...sumsByType(score)].filter(([, micros]) => micros > 0);
  const types = sums.sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1)).map(([type]) => type);
  const asked = askedTypes(model);
  const own = types.filter((type) => !asked.has(type));
  return own.length > 0 ? own : types;
}

/** The type that takes most from what is published, if that is enough to be said. */
function strongestAgainst(score: Score): string | undefined {
  const without = (micros: number) => withinScale(score.rawMicros - micros) - withinScale(score.rawMicros);
  const against = [...sumsByType(score)].filter(([, micros]) => without(micros) >= SAID_AGAINST_MICROS);
  return against.sort(([a, least], [b, less]) => least - less || (a < b ? -1 : 1))[0]?.[0];
}

function withinScale(micros: number): number {
  return Math.min(100 * MICROS, Math.max(0, micros));
}

function sumsByType({ contributions }: Score): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { id, type, family, micros } of contributions)
    if (id !== `cap:${family}`) sums.set(type, (sums.get(type) ?? 0) + micros);
  return sums;
}

/** Looks up what was done of a type. What surely no person did, by its grade or its source (confidence 0), was not done. */
function toldBy(signals: readonly Signal[], model: Model, now: number): (type: string) => Told {
  const once = [...new Map(signals.map((one) => [one.id, one])).values()];
  const grades = gradesAt(now, once, model.opens, model.aheadMinutes * MINUTE_MS);
  const isDone = ({ id, confidence }: Signal) => (grades.get(id)?.confidence ?? confidence) > 0;
  const happened = latestFirst(now, once, model).filter(isDone);
  const events = happened.filter((one) => !isReading(one, model.catalogue[one.type]));
  const states = visitsAt(now, once, model).filter((one) => isReading(one.signal, one.rule) && one.confidence > 0);
  return (type) => ({
    words: wordsOf(type, model),
    once: model.catalogue[type]?.repeat === 'once',
    events: events.filter((one) => one.type === type),
    states: states.filter(({ signal }) => signal.type === type),
  });
}

/** A state that lasts says more than events, and so does one that ended after them. */
function phrase({ words, once, events, states }: Told, telling: Telling): string {
  const done = events.concat(states.map(({ signal }) => signal));
  const theirs = done.length > 0 && done.every(({ subject }) => subject === 'company');
  const what = theirs && !/^company\b/i.test(words) ? `company ${words}` : words;
  const end = Math.max(...states.map(({ to }) => to));
  if (end === Infinity) return lastingPhrase(what, states, telling);
  if (end > (events[0]?.at ?? -Infinity)) return endedPhrase(what, end, telling);
  return eventsPhrase(what, theirs && once ? events.slice(0, 1) : events, telling);
}

/** "hit a usage limit for 3 days". */
function lastingPhrase(what: string, states: Visit[], { now, times, clock }: Telling): string {
  const from = Math.min(now, ...states.filter(({ to }) => to === Infinity).map((state) => state.from));
  if (times === 'none') return what;
  return times === 'ago' ? `${what} for ${durationInWords(now - from)}` : `${what} (since ${dateInWords(from, clock)})`;
}

/** "hit a usage limit until yesterday". */
function endedPhrase(what: string, end: number, { now, times, clock }: Telling): string {
  const to = Math.min(now, end);
  if (times === 'none') return what;
  return times === 'ago' ? `${what} until ${agoInWords(to, now, clock)}` : `${what} (until ${dateInWords(to, clock)})`;
}

/** `events` are latest first. A burst in the last day of it says more than the whole month; its end is said when not just now. */
function eventsPhrase(what: string, events: readonly Signal[], { now, times, clock, quotes }: Telling): string {
  const latest = Math.min(events[0]?.at ?? now, now);
  const burst = events.filter(({ at }) => latest - at < DAY_MS);
  const shown = burst.length > 1 ? burst : events;
  const quote = quotes ? quoteOf(shown) : '';
  const when = { none: '', ago: agoInWords(latest, now, clock), dated: `(${dateInWords(latest, clock)})` }[times];
  if (shown.length <= 1) return `${what}${quote} ${when}`.trimEnd();
  const often = `${shown.length} times in ${durationInWords(latest - (shown.at(-1)?.at ?? latest))}`;
  if (times !== 'ago') return `${what} ${often} ${when}`.trimEnd();
  if (now - latest >= HOUR_MS) return `${what} ${often}, last one ${when}${quote}`;
  return shown === burst ? `${what} ${often}${quote}` : `${what}${quote} ${when}, ${often}`;
}

/** The latest words of their own, on one line: `: "Can you send me a quote?"`. */
function quoteOf(events: readonly Signal[]): string {
  const said = events.map(({ evidence = '' }) => evidence.replace(UNPRINTED, ' ').trim()).find((one) => one !== '');
  if (said === undefined) return '';
  const whole = said.replaceAll('"', "'");
  const shown = whole.length > MOST_EVIDENCE ? `${whole.slice(0, MOST_EVIDENCE - 1).replace(/\p{Cs}$/u, '')}…` : whole;
  return `: "${shown}"`;
}
