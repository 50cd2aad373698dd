import type { Touch } from '../contacts.ts';
import type { ClosedAs } from '../episodes.ts';
import type { ReaderClock } from '../explain/whenInWords.ts';
import type { Model } from '../model.ts';
import type { DecisionRow, Numbered } from '../plan/redecideRow.ts';
import { decisionLine } from './storyDecisions.ts';
import { signalLine } from './storySignals.ts';
import { closingLines, contactLines } from './storyPeople.ts';
import { workLines } from './storyWork.ts';

/** One thing that happened. `at` is when it was known here; `more` are lines that say it in full, indented by two for each level. */
export type StoryLine = {
  at: number;
  kind: string;
  text: string;
  more?: string[];
  /** The version of the model that decided it; absent where none did. */
  model?: number;
};

/** A decision with the version of the model that made it. */
export type ToldDecision = DecisionRow & { version: number };

/** One clock of the lead: see the rounds in the store. */
export type ToldRound = {
  episode: string;
  round: number;
  startedAt: number;
  openedAt: number;
  contactedAt?: number;
  contactKind?: Touch['kind'];
  /** A rep's id. */
  contactRep?: string;
  workingMs?: number;
  closedAt?: number;
  closedAs?: ClosedAs;
};

/**
 * Work outside: a task, by the CRM's id where it was made, or a message, and for whom that was. `error` is why it was given up.
 */
export type ToldWork = {
  step: string;
  kind: string;
  at: number;
  text: string;
  task?: string;
  to?: string;
  error?: string;
};

/** Everything kept of one lead. `modelOf` knows models by their hash, `name` says who a rep is. */
export type Told = {
  signals: readonly Numbered[];
  decisions: readonly ToldDecision[];
  rounds: readonly ToldRound[];
  work: readonly ToldWork[];
  modelOf: (hash: string) => Model | undefined;
  /** For words, where a signal or a model is not known any more. */
  model: Model;
  name: (rep: string) => string;
  clock: ReaderClock;
  /** Since when anybody watches: what happened before came by the first import, or with somebody's history. */
  watchingSince?: number;
  /** For sellers: without the ids of other systems, which are of use to admins only. */
  plain?: boolean;
};

/** The story of one lead in the order in which it was known, oldest first. Of one instant, what came is before what was decided. */
export function storyOf(told: Told): StoryLine[] {
  return [
    ...told.signals.toSorted((a, b) => a.seq - b.seq).map((signal) => signalLine(signal, told)),
    ...contactLines(told),
    ...told.decisions.map((row) => decisionLine(row, told)),
    ...workLines(told),
    ...closingLines(told),
  ].toSorted((a, b) => a.at - b.at);
}
