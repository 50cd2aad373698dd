import { type Aim, lastInstant } from './counterfactualAim.ts';
import { canBeHot, isSurelyHot, type Range } from './counterfactualBounds.ts';
import type { Track } from './counterfactualTracks.ts';
import { MINUTE_MS } from '../decay.ts';
import { hotWithin } from '../forecast.ts';
import type { Signal } from '../signals.ts';

/** A signal at one place of its track. */
export type Place = { track: Track; step: number };

type Span = { start: number; end: number };

/** Some steps of a track, and the instants at which they may still make the lead hot. */
type Part = { track: Track; order: number; low: number; high: number; spans: Span[] };

/** `hotAt`: instants at which the lead was found hot, the last useful first; for the aim of no heat. */
type Search = { aim: Aim; hotAt: number[] };

/**
 * Of all places on the tracks that reach the aim the one with the least step, of equals that of the first track. Exact: whole
 * ranges of places are ruled out by bounds that hold for all of them, and what remains is asked of the engine.
 */
export function leastPlace(tracks: readonly Track[], aim: Aim): Place | undefined {
  const { from } = aim.period;
  const to = lastInstant(aim);
  const births = birthsWithin(from, to, aim);
  const spans = births.map((start, index) => ({ start, end: (births[index + 1] ?? to + 1) - 1 }));
  const search: Search = { aim, hotAt: [...new Set([aim.hotAt ?? to, ...births])] };
  const open: Part[] = tracks.map((track, order) => ({ track, order, low: track.first, high: track.last, spans }));
  for (let next = takeNearest(open); next !== undefined; next = takeNearest(open)) {
    if (next.low === next.high) {
      if (reaches(next, search)) return { track: next.track, step: next.low };
      continue;
    }
    const kept = aim.kind === 'hotter' ? openPart(next, search) : coolable(next, search);
    if (kept !== undefined) open.push(...halves(kept));
  }
  return undefined;
}

/** The signal as it is at its place. */
export function placed({ track: { signal, origin, stepMs }, step }: Place): Signal {
  return { ...signal, at: origin + step * stepMs };
}

/** The first instant after `from`, and those up to `to` at which a signal that keeps its place begins to count. */
function birthsWithin(from: number, to: number, { signals }: Aim): number[] {
  const births = signals.map(({ at }) => Math.ceil(at));
  return [...new Set([from + 1, ...births.filter((at) => at > from && at <= to)])].sort((a, b) => a - b);
}

/** Takes out the part with the least step, of equals that of the first track. */
function takeNearest(parts: Part[]): Part | undefined {
  let nearest = 0;
  for (const [index, part] of parts.entries()) {
    const best = parts[nearest] as Part;
    if (part.low < best.low || (part.low === best.low && part.order < best.order)) nearest = index;
  }
  const [taken, last] = [parts[nearest], parts.pop()];
  if (taken !== last) parts[nearest] = last as Part;
  return taken;
}

function reaches({ track, low }: Part, { aim, hotAt }: Search): boolean {
  const signals = [...track.others, placed({ track, step: low })];
  const found = hotWithin(aim.period.from, lastInstant(aim, low * track.headStartMs), signals, track.model);
  if (aim.kind === 'hotter') return found !== undefined;
  if (found !== undefined) hotAt.unshift(found);
  return found === undefined;
}

/** The part with the spans in which it may make the lead hot; undefined when there are none. */
function openPart(part: Part, { aim }: Search): Part | undefined {
  const { track, low } = part;
  const range = rangeOf(part);
  const since = Math.min(track.differsFrom, range.earliest);
  const until = lastInstant(aim, low * track.headStartMs);
  const spans = part.spans
    .map(({ start, end }) => ({ start: Math.max(start, Math.ceil(since)), end: Math.min(end, until) }))
    .flatMap((span) => cutAt(Math.ceil(range.earliest), span))
    .flatMap((span) => cutAt(Math.ceil(range.latest), span))
    .flatMap((span) => openSpans(track, range, span));
  return spans.length === 0 ? undefined : { ...part, spans };
}

function cutAt(at: number, span: Span): Span[] {
  if (span.start > span.end) return [];
  if (at <= span.start || at > span.end) return [span];
  return [
    { start: span.start, end: at - 1 },
    { start: at, end: span.end },
  ];
}

/** The span, or the halves (of halves) of it, in which the lead may be hot. Splits no finer than the range of places is wide. */
function openSpans(track: Track, range: Range, { start, end }: Span): Span[] {
  if (canBeHot(track, range, start, start)) return [{ start, end }];
  if (!canBeHot(track, range, start, end)) return [];
  if (end - start <= Math.max(MINUTE_MS, range.latest - range.earliest)) return [{ start, end }];
  const middle = Math.floor((start + end) / 2);
  return [...openSpans(track, range, { start, end: middle }), ...openSpans(track, range, { start: middle + 1, end })];
}

/** The part, unless the lead is hot at some instant wherever in it the signal is. */
function coolable(part: Part, { aim, hotAt }: Search): Part | undefined {
  const { track } = part;
  const range = rangeOf(part);
  const born = Math.max(aim.period.from + 1, Math.ceil(range.latest));
  const instants = born <= aim.period.to ? [born, ...hotAt] : hotAt;
  const hot = instants.find((at) => isSurelyHot(track, range, at));
  if (hot === undefined) return part;
  const index = hotAt.indexOf(hot);
  if (index > 0) hotAt.unshift(...hotAt.splice(index, 1));
  return undefined;
}

function rangeOf({ track: { origin, stepMs, bounds }, low, high }: Part): Range {
  const [one, other] = [origin + low * stepMs, origin + high * stepMs];
  return {
    earliest: Math.min(one, other),
    latest: Math.max(one, other),
    uniform: inside(bounds, low, high).length === 0,
  };
}

/** Small steps are told apart finer than large ones. */
function halves(part: Part): Part[] {
  const { low, high } = part;
  const middle = Math.floor(Math.sqrt(low * high));
  const within = inside(part.track.bounds, low, high);
  const nearest = within.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  const last = Math.min(high - 1, nearest === undefined ? middle : Math.floor(nearest));
  return [
    { ...part, high: last },
    { ...part, low: last + 1 },
  ];
}

function inside(bounds: readonly number[], low: number, high: number): number[] {
  return bounds.filter((bound) => bound > low && bound < high);
}
