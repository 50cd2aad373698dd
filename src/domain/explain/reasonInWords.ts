import { DAY_MS, HOUR_MS } from '../decay.ts';
import type { Visit } from '../folding.ts';
import type { Signal } from '../signals.ts';
import { agoInWords, dateInWords, durationInWords, type ReaderClock } from './whenInWords.ts';

const MOST_EVIDENCE = 120;
/** Line ends, control characters, and those that turn the direction of all text after them. */
const UNPRINTED = /[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/** What was done of one type: events latest first, refreshes among them, and states. `once`: how often does not matter. */
export type Done = { words: string; once: boolean; events: Signal[]; states: Visit[] };

/** A reason without its time: that is said on the clock of whoever reads it, so that one that is kept can be read in any zone. */
export type DatedReason = {
  /** "pricing page 3 times in 20 minutes". */
  words: string;
  /** Epoch ms. */
  at: number;
  /** Of what goes on, or went on: it began or ended then. */
  bound?: 'since' | 'until';
};

/** What of it is told: the latest events, or a state that lasts or ended. */
type Shown = { what: string } & (
  | { kind: 'lasts'; from: number }
  | { kind: 'ended'; to: number }
  | { kind: 'events'; events: Signal[]; latest: number; isBurst: boolean }
);

/** "pricing page 3 times in 20 minutes", "hit a usage limit for 3 days", for who reads it now. `quotes`: with the person's own words. */
export function reasonInWords(
  done: Done,
  { now, clock, quotes }: { now: number; clock: ReaderClock; quotes: boolean },
): string {
  const shown = shownOf(done, now);
  const { what } = shown;
  if (shown.kind === 'lasts') return `${what} for ${durationInWords(now - shown.from)}`;
  if (shown.kind === 'ended') return `${what} until ${agoInWords(shown.to, now, clock)}`;
  const { events, latest, isBurst } = shown;
  const quote = quotes ? quoteOf(events) : '';
  const when = agoInWords(latest, now, clock);
  if (events.length <= 1) return `${what}${quote} ${when}`;
  // The end of a burst is said when it is not just now.
  const often = oftenOf(events, latest);
  if (now - latest >= HOUR_MS) return `${what} ${often}, last one ${when}${quote}`;
  return isBurst ? `${what} ${often}${quote}` : `${what}${quote} ${when}, ${often}`;
}

/** The same for what is kept, without quotes. */
export function datedReason(done: Done, now: number): DatedReason {
  const shown = shownOf(done, now);
  const { what } = shown;
  if (shown.kind === 'lasts') return { words: what, at: shown.from, bound: 'since' };
  if (shown.kind === 'ended') return { words: what, at: shown.to, bound: 'until' };
  const { events, latest } = shown;
  return { words: events.length > 1 ? `${what} ${oftenOf(events, latest)}` : what, at: latest };
}

/** "asked for a demo (21 Nov 10:31 Berlin)", "hit a usage limit (since 28 Jan 09:00 UTC)". */
export function datedInWords({ words, at, bound }: DatedReason, clock: ReaderClock): string {
  return `${words} (${bound === undefined ? '' : `${bound} `}${dateInWords(at, clock)})`;
}

/** A state that lasts says more than events, and so does one that ended after them. */
function shownOf({ words, once, events, states }: Done, now: number): Shown {
  const done = events.concat(states.map(({ signal }) => signal));
  const theirs = done.length > 0 && done.every(({ subject }) => subject === 'company');
  const what = theirs && !/^company\b/i.test(words) ? `company ${words}` : words;
  const end = Math.max(...states.map(({ to }) => to));
  if (end === Infinity) return { what, kind: 'lasts', from: Math.min(now, ...lastingFrom(states)) };
  if (end > (events[0]?.at ?? -Infinity)) return { what, kind: 'ended', to: Math.min(now, end) };
  return { what, kind: 'events', ...eventsShown(theirs && once ? events.slice(0, 1) : events, now) };
}

function lastingFrom(states: readonly Visit[]): number[] {
  return states.filter(({ to }) => to === Infinity).map(({ from }) => from);
}

/** `events` are latest first. A burst in the last day of it says more than the whole month. */
function eventsShown(events: Signal[], now: number): { events: Signal[]; latest: number; isBurst: boolean } {
  const latest = Math.min(events[0]?.at ?? now, now);
  const burst = events.filter(({ at }) => latest - at < DAY_MS);
  const isBurst = burst.length > 1;
  return { events: isBurst ? burst : events, latest, isBurst };
}

function oftenOf(events: readonly Signal[], latest: number): string {
  return `${events.length} times in ${durationInWords(latest - (events.at(-1)?.at ?? latest))}`;
}

/** The latest words of their own, on one line: `: "Can you send me a quote?"`. */
function quoteOf(events: readonly Signal[]): string {
  const said = events.map(({ evidence = '' }) => evidence.replace(UNPRINTED, ' ').trim()).find((one) => one !== '');
  if (said === undefined) return '';
  const whole = said.replaceAll('"', "'");
  const shown = whole.length > MOST_EVIDENCE ? `${whole.slice(0, MOST_EVIDENCE - 1).replace(/\p{Cs}$/u, '')}…` : whole;
  return `: "${shown}"`;
}
