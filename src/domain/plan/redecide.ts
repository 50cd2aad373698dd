import { nextMove } from '../episodes.ts';
import { newHeatAt } from '../newHeat.ts';
import type { Model } from '../model.ts';
import { recipeTruths } from '../explain/recipeTruths.ts';
import { type ByPeople, episodesBefore, type Episodes } from './redecideEpisodes.ts';
import { type Difference, firstDifference } from './redecideDifference.ts';
import { outsideAgain } from './redecideOutside.ts';
import { type DecisionRow, isLook, knownAt, type LookRow, type Numbered, unseenFrom } from './redecideRow.ts';
import { decidedIn } from './redecideWords.ts';
import { standingAt } from '../tiers.ts';

/** What is kept of a lead: its decisions, oldest first, and all that they were made of, in any order. */
export type Decided = ByPeople & { rows: readonly DecisionRow[]; signals: readonly Numbered[] };

/**
 * How many rows are decided the same again, of these how many in other words (absent: none), and the first thing that is not,
 * with the row it is in.
 */
export type Redecided = { same: number; reworded?: number; firstDifference?: Difference & { id: DecisionRow['id'] } };

/**
 * Decides every row of a lead again, by the model of its time, from what was known then, and compares all it says. Each row is
 * judged alone: episodes come from the moves that were recorded, so one wrong row makes no other wrong. A model that is not
 * known any more is a difference at `modelHash`; a sentence that is worded otherwise is none. What no model decided (a contact, a claim, a closing, what came of a call) has
 * nothing to differ from, and counts as the same. Only rows from `from` on (epoch ms) are judged, of which all signals are given.
 */
export function redecide(decided: Decided, modelOf: (hash: string) => Model | undefined, from = -Infinity): Redecided {
  const episodes = episodesBefore(decided.rows, decided);
  const result: Redecided = { same: 0 };
  for (const [index, row] of decided.rows.entries()) {
    if (row.at < from) continue;
    const model = modelOf(row.modelHash);
    const difference = differenceOf(row, model, episodes[index] ?? {}, decided.signals);
    if (difference === 'words') result.reworded = (result.reworded ?? 0) + 1;
    if (difference === undefined || difference === 'words') result.same += 1;
    else result.firstDifference ??= { id: row.id, ...difference };
  }
  return result;
}

/** `words`: it decides the same, and says so otherwise. */
function differenceOf(
  row: DecisionRow,
  model: Model | undefined,
  episodes: Episodes,
  signals: readonly Numbered[],
): Difference | 'words' | undefined {
  const byLook = isLook(row);
  if (!byLook && row.kind !== 'route' && row.kind !== 'sla') return undefined;
  if (model === undefined) return { path: 'modelHash', was: row.modelHash, is: undefined };
  if (!byLook) return compared(row, outsideAgain(row, model));
  return compared(row, lookAgain(row, model, episodes, signals));
}

function compared(row: DecisionRow, is: { kind?: string; outcome: object }): Difference | 'words' | undefined {
  const was = { ...(is.kind !== undefined && { kind: row.kind }), outcome: recordedOf(row, is) };
  if (firstDifference(was, is) === undefined) return undefined;
  return firstDifference(decidedIn(was), decidedIn(is)) ?? 'words';
}

/** What is recorded beside it, such as what became of it, is not decided here. */
function recordedOf(row: DecisionRow, { outcome }: { outcome: object }): object {
  const all = row.outcome as Record<string, unknown>;
  return Object.fromEntries(Object.keys(outcome).map((key) => [key, all[key]]));
}

function lookAgain(row: LookRow, model: Model, { open, lastClosed }: Episodes, all: readonly Numbered[]) {
  const { at: now, inputs } = row;
  const { suppressed, disqualified, ladderEnded } = inputs;
  const signals = knownAt(row, all, model);
  const standing = standingAt(now, signals, model);
  const before = { lookedAt: inputs.lastLook, unseenFrom: unseenFrom(row, signals) };
  const hotAt = newHeatAt(before, { watchingSince: inputs.watchingSince ?? 0, now, signals, model });
  const look = { now, signals, standing, hotAt, open, lastClosed, suppressed, disqualified, model };
  const move = nextMove({ ...look, ...(ladderEnded !== undefined && { ladderEnded }) });
  const { score, rawMicros, variety, counted, tier, hot, because } = standing;
  // What recipes saw is recorded where somebody may ask why.
  const seen = row.outcome['truths'] === undefined ? {} : { truths: recipeTruths(now, signals, model) };
  const outcome = { score, rawMicros, variety, counted, tier, hot, because, move, ...seen };
  return { kind: move.kind === 'none' ? 'score' : move.kind, outcome };
}
