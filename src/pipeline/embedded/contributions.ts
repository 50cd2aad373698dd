import type { KnownCard } from '../../../hubspot-app/src/app/shared/api.ts';
import { askedTypes } from '../../domain/asked.ts';
import { wordsOf } from '../../domain/explain/patternInWords.ts';
import { agoInWords, type ReaderClock } from '../../domain/explain/whenInWords.ts';
import type { Model } from '../../domain/model.ts';
import type { Signal } from '../../domain/signals.ts';
import type { Standing } from '../../domain/tiers.ts';

const MICROS = 1_000_000;
const MOST = 100;

/**
 * What each signal adds, the strongest first; of very many the last line is all the others together, so that they still add up.
 * A request to route a lead adds nothing that could be shown.
 */
export function contributionsOf(
  { contributions: all, at }: Standing,
  signals: readonly Signal[],
  model: Model,
  clock: ReaderClock,
): KnownCard['contributions'] {
  const asked = askedTypes(model);
  const contributions = all.filter(({ type }) => !asked.has(type));
  const byId = new Map(signals.map((signal) => [signal.id, signal]));
  const shown = contributions.length > MOST ? contributions.slice(0, MOST - 1) : contributions;
  const lines = shown.map(({ id, type, micros }) => {
    const signal = byId.get(id);
    const words = signal === undefined ? 'more of one kind than counts' : aboutIn(signal, wordsOf(type, model));
    return { words, when: signal === undefined ? '' : agoInWords(signal.at, at, clock), points: micros / MICROS };
  });
  const rest = contributions.slice(shown.length);
  if (rest.length === 0) return lines;
  const points = rest.reduce((sum, { micros }) => sum + micros, 0) / MICROS;
  return [...lines, { words: `${rest.length} more signals together`, when: '', points }];
}

function aboutIn({ asset }: Signal, words: string): string {
  return asset === undefined ? words : `${words} (${asset})`;
}
