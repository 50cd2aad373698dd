import { close, type ClosedAs, contacted, type Episode, inRound, opened } from '../episodes.ts';
import { type DecisionRow, isLook, type LookRow } from './redecideRow.ts';

/**
 * What people did to a lead's episodes: `at` is when it happened, `knownAt` when it was written down (absent: at once), both
 * epoch ms. A look at the very instant at which it was written down knew it. What the log has a row of is taken from there, so is all that
 * cooled.
 */
export type ByPeople = {
  contacts: readonly { at: number; knownAt?: number }[];
  closings: readonly { at: number; as: ClosedAs; knownAt?: number }[];
};

/** The episodes a look is about. */
export type Episodes = { open?: Episode | undefined; lastClosed?: Episode | undefined };

type Change = { knownAt: number; of: (before: Episodes) => Episodes };

/** For each row, in order, the episodes as it found them: made by the moves of the rows before it, and by people. */
export function episodesBefore(rows: readonly DecisionRow[], people: ByPeople): Episodes[] {
  const changes = changesBy(unlogged(rows, people));
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

/** The log knows better than anything when it was known. */
function unlogged(rows: readonly DecisionRow[], { contacts, closings }: ByPeople): ByPeople {
  const contactsAt = new Set(rows.map((row) => (row.kind === 'contact' ? row.inputs.touch.at : undefined)));
  const closingsAt = new Set(rows.map((row) => (row.kind === 'close' ? (row.outcome.at ?? row.at) : undefined)));
  return {
    contacts: contacts.filter(({ at }) => !contactsAt.has(at)),
    closings: closings.filter(({ at, as }) => as !== 'cooled' && !closingsAt.has(at)),
  };
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

function moved(before: Episodes, row: DecisionRow): Episodes {
  if (isLook(row)) return movedByLook(before, row);
  if (row.kind === 'contact') return { ...before, open: before.open && contacted(before.open, row.inputs.touch.at) };
  return row.kind === 'close' ? closed(before, row.outcome.at ?? row.at, row.outcome.as) : before;
}

function movedByLook(before: Episodes, { id, at, outcome }: LookRow): Episodes {
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
