import { durationInWords } from '../explain/whenInWords.ts';
import type { Fired } from './rungOutcome.ts';

/**
 * What a rung did, for timelines and alerts: "nobody has answered for 15 minutes: Bob, the backup, was told". `waitedMs` is of
 * the wall clock, since the clock started: rungs in working time, or after one that reached nobody, come at other minutes than
 * theirs.
 */
export function rungInWords(fired: Pick<Fired, 'do' | 'reaches'>, waitedMs: number): string {
  return `nobody has answered for ${durationInWords(waitedMs)}: ${deedInWords(fired)}`;
}

/** The same for whom the rung tells: whoever is reminded is not told their own name. */
export function rungNote(fired: Pick<Fired, 'do' | 'reaches'>, waitedMs: number): string {
  if (fired.do !== 'remind') return rungInWords(fired, waitedMs);
  return `nobody has answered for ${durationInWords(waitedMs)}: please answer now`;
}

function deedInWords({ do: kind, reaches }: Pick<Fired, 'do' | 'reaches'>): string {
  const names = listed(reaches);
  const [was, the] = reaches.length === 1 ? ['was', 'the backup'] : ['were', 'the backups'];
  switch (kind) {
    case 'remind':
      return `${names} ${was} reminded`;
    case 'backup':
      return `${names}, ${the}, ${was} told`;
    case 'reassign':
      // Whom it reaches are all who could have it: routing says who got it, or that nobody could be found. It is read long after.
      return 'another rep was looked for';
    case 'manager':
      return `it went up to ${names}`;
  }
}

/** "Ann", "Ann and Bob", "Ann, Bob and Cy". */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
