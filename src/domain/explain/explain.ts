import { MINUTE_MS } from '../decay.ts';
import { latestFirst, visitsAt } from '../folding.ts';
import type { Model } from '../model.ts';
import { gradesAt } from '../opens/opens.ts';
import { askedTypes } from '../asked.ts';
import { wordsOf } from './patternInWords.ts';
import { type DatedReason, datedReason, type Done, reasonInWords } from './reasonInWords.ts';
import { tierInWords } from './recipeTruths.ts';
import { MICROS, scoreAt, type Score } from '../scoring.ts';
import type { Signal } from '../signals.ts';
import { isReading } from '../states.ts';
import { standingAt } from '../tiers.ts';
import { outlookInWords, type ReaderClock, utcClock } from './whenInWords.ts';

const MOST_REASONS = 6;
/** What speaks against a lead is said when the score would be this many points higher without it. */
const SAID_AGAINST_MICROS = 5 * MICROS;

/** Why a lead stands where it does, for a person who reads it now. */
export type Explanation = {
  /** Strongest first, at most six; what holds the score down comes last. They quote people: shown, never logged or kept. */
  reasons: string[];
  /** "stays hot until Tue 14:10", "hot from Mon 09:00", "warm; cools on 3 Dec", "stays so while usage is above 80", or "". */
  outlook: string;
  /** The rules that made the tier, "; " between them: "score 83 with 4 kinds of interest". Empty without a tier. */
  tier: string;
};

/** Why now, how long, and by which rules. */
export function explain(signals: readonly Signal[], model: Model, now: number, clock: ReaderClock): Explanation {
  const standing = standingAt(now, signals, model);
  const done = doneBy(signals, model, now);
  const telling = { now, clock, quotes: true };
  const against = strongestAgainst(standing);
  const types = strongestTypes(standing, model).slice(0, MOST_REASONS - (against === undefined ? 0 : 1));
  const reasons = types.map((type) => reasonInWords(done(type), telling));
  if (against !== undefined) reasons.push(`but ${reasonInWords(done(against), telling)}`);
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
  clock: ReaderClock = utcClock,
): string[] {
  return strongestDone(signals, model, now).map((done) => reasonInWords(done, { now, clock, quotes: false }));
}

/** The same reasons for what is kept and read later: whoever writes them down chooses the clock. */
export function datedReasons(signals: readonly Signal[], model: Model, now: number): DatedReason[] {
  return strongestDone(signals, model, now).map((done) => datedReason(done, now));
}

function strongestDone(signals: readonly Signal[], model: Model, now: number): Done[] {
  const done = doneBy(signals, model, now);
  return strongestTypes(scoreAt(now, signals, model), model)
    .slice(0, MOST_REASONS)
    .map(done);
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
function doneBy(signals: readonly Signal[], model: Model, now: number): (type: string) => Done {
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
