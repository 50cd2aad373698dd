import { plural } from '../domain/explain/whenInWords.ts';
import type { ChainFault } from '../store/decisions.ts';
import { isoOf } from './scoreWhy.ts';

/** A decision that comes out otherwise. `path` names what of it, and is empty when it could not be made again at all. */
export type Differing = {
  lead: string;
  /** The CRM record's id. */
  record?: string;
  id: number;
  kind: string;
  at: number;
  path: string;
  was: unknown;
  is: unknown;
};

/** What was found: every row of the log by its kind, what its chains show, and what comes out otherwise now. */
export type Verified = {
  leads: number;
  decisions: number;
  byKind: Record<string, number>;
  /** Leads whose chain is broken, and the fault at the oldest decision. */
  brokenChains: number;
  firstFault?: ChainFault;
  /** Decisions of the time asked for, how many come out the same, of these how many in other words, and the oldest that does not. */
  judged: number;
  same: number;
  reworded: number;
  firstDifference?: Differing;
};

const MOST_SHOWN = 200;

/** What was found, for a person; the first line says whether anything is wrong. */
export function verifiedInWords(verified: Verified): string[] {
  const { leads, decisions, byKind, brokenChains, firstFault, judged, same, reworded, firstDifference } = verified;
  const counts = Object.entries(byKind).toSorted(([, a], [, b]) => b - a);
  const all = `${plural(decisions, 'decision')} of ${plural(leads, 'lead')}`;
  return [
    firstFault === undefined
      ? `${all}: each is where it was written and says what was written.`
      : `${all}: the log was changed, for ${plural(brokenChains, 'lead')}. First: ${faultInWords(firstFault)}.`,
    firstDifference === undefined
      ? `${judged} made again from their events: all come out the same.`
      : `${judged} made again from their events: ${judged - same} come out otherwise. First: ${differingInWords(firstDifference)}.`,
    ...(reworded === 0 ? [] : [rewordedInWords(reworded)]),
    ...(counts.length === 0 ? [] : [counts.map(([kind, count]) => `${kind} ${count}`).join(', ')]),
  ];
}

/** Not a fault: this release words something otherwise than the one that decided. */
function rewordedInWords(count: number): string {
  return `${plural(count, 'decision')} ${count === 1 ? 'says' : 'say'} the same in other words.`;
}

function faultInWords({ lead, fault, place, id, kind, at }: ChainFault): string {
  const which = id === undefined || at === undefined ? '' : `decision ${id} (${kind}, ${isoOf(at)}) of `;
  const row = `${which}lead ${lead}`;
  switch (fault) {
    case 'changed':
      return `${row}, number ${place} of that lead, is not what was written there`;
    case 'missing':
      return `number ${place} of that lead is missing before ${row}`;
    case 'cut':
      return id === undefined
        ? `everything that was decided of ${row} is missing`
        : `number ${place} of that lead and what follows is missing after ${row}`;
    case 'added':
      return `${row}, number ${place} of that lead, was not written by the product`;
    case 'homeless':
      return `${row}, and that lead is not there`;
  }
}

function differingInWords({ lead, record, id, kind, at, path, was, is }: Differing): string {
  const whose = record === undefined ? `lead ${lead}` : `lead ${lead} (CRM record ${record})`;
  const row = `decision ${id} (${kind}, ${isoOf(at)}) of ${whose}`;
  if (path === '') return `${row} or a later one of that lead cannot be made again: ${shown(is)}`;
  if (path === 'modelHash') return `${row} was made by model ${shown(was)}, which is not known any more`;
  return `${row}: ${path} was ${shown(was)}, and is ${shown(is)} now`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`;
}
