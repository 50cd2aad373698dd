import { close, type ClosedAs, contacted, type Episode, inRound, opened } from '../episodes.ts';
import type { DecisionRow } from './redecideRow.ts';

/**
 * What people did to a lead's episodes: `at` is when it happened, `knownAt` when it was written down (absent: at once), both
 * epoch ms. A look at the very instant at which it was written down knew it.
 */
export type ByPeople = {
  contacts: readonly { at: number; knownAt?: number }[];
  closings: readonly { at: number; as: ClosedAs; knownAt?: number }[];
};

/** The episodes a look is about. */
export type Episodes = { open?: Episode | undefined; lastClosed?: Episode | undefined };

type Change = { knownAt: number; of: (before: Episodes) => Episodes };

/** For each row, in order, the episodes as its look found them: made by the moves of the rows before it, and by people. */
export function episodesBefore(rows: readonly DecisionRow[], people: ByPeople): Episodes[] {
  const changes = changesBy(people);
  const found: Episodes[] = [];
  let now: Episodes = {};
  for (const row of rows) {
    for (let next = changes[0]; next !== undefined && next.knownAt <= row.at; next = changes[0]) {
      now = next.of(now);
      changes.shift();
    }
    found.push(now);
    now = moved(now, row);
  }
  return found;
}

/** Of one instant, a contact comes before a closing. */
function changesBy({ contacts, closings }: ByPeople): Change[] {
  const answers = contacts.map(({ at, knownAt = at }): Change => {
    return { knownAt, of: (before) => ({ ...before, open: before.open && contacted(before.open, at) }) };
  });
  const ends = closings.map(({ at, as, knownAt = at }): Change => {
    return { knownAt, of: (before) => closed(before, at, as) };
  });
  return [...answers, ...ends].sort((a, b) => a.knownAt - b.knownAt);
}

function closed({ open, lastClosed }: Episodes, at: number, as: ClosedAs): Episodes {
  return open === undefined ? { lastClosed } : { lastClosed: close(open, at, as) };
}

function moved(before: Episodes, { id, at, outcome }: DecisionRow): Episodes {
  const { open } = before;
  const { move } = outcome;
  if (move.kind === 'open') return { ...before, open: opened(`${id}`, at, move) };
  if (open === undefined) return before;
  switch (move.kind) {
    case 'round':
      return { ...before, open: inRound(open, move) };
    case 'upgrade':
      return { ...before, open: { ...open, tier: move.tier } };
    case 'cool':
      return closed(before, at, 'cooled');
    case 'none':
    default:
      // What no move is called changes nothing here: the comparison shows it.
      return before;
  }
}
