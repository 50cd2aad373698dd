import type { Move } from '../episodes.ts';
import { historyMs } from '../look.ts';
import type { Model } from '../model.ts';
import type { Signal } from '../signals.ts';
import type { Tier } from '../tiers.ts';

/** A signal with its place in the order of receipt. */
export type Numbered = Signal & { seq: number };

/**
 * What a look knew that signals, contacts and closings do not tell. Times are epoch ms. Without these a decision can not be made
 * again exactly; an absent one is taken as the look takes it.
 */
type DecisionInputs = {
  /** Why sales left the lead alone. */
  suppressed?: string;
  /** When it was looked at before; absent at its first look. */
  lastLook?: number;
  /** The ingest sequence that the look before had seen: later signals were new. Absent: none had been seen. */
  seen?: number;
  /** When the workspace began. Absent: nothing since 1970 is history. */
  watchingSince?: number;
  /** Events dated after this were read, and every reading. Absent: as far back from the look as the model's history goes. */
  since?: number;
  /** The ladder of the open episode had ended. */
  ladderEnded?: boolean;
};

/** What was decided; other fields may stand beside. */
type Outcome = {
  score: number;
  rawMicros: number;
  variety: number;
  counted: number;
  tier?: Tier | undefined;
  hot: boolean;
  because: string[];
  move: Move;
  [beside: string]: unknown;
};

/** A row of the decision log. `at` is the look's time, `watermark` the last ingest sequence it knew. */
export type DecisionRow = {
  id: number | string;
  lead: string;
  kind: 'score' | 'open' | 'round' | 'upgrade' | 'cool';
  at: number;
  watermark: number;
  modelHash: string;
  inputs: DecisionInputs;
  outcome: Outcome;
};

/** The signals that the look knew. */
export function knownAt({ at, watermark, inputs }: DecisionRow, all: readonly Numbered[], model: Model): Numbered[] {
  const since = inputs.since ?? at - historyMs(model);
  return all.filter((signal) => signal.seq <= watermark && (signal.at > since || signal.level !== undefined));
}

/** The earliest time of the known signals that no look before had seen. */
export function unseenFrom({ inputs }: DecisionRow, known: readonly Numbered[]): number | undefined {
  const unseen = known.filter(({ seq }) => seq > (inputs.seen ?? -Infinity)).map(({ at }) => at);
  return unseen.length === 0 ? undefined : Math.min(...unseen);
}
