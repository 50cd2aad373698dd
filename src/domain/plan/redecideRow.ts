import type { Touch } from '../contacts.ts';
import type { ClosedAs, Move } from '../episodes.ts';
import { historyMs } from '../look.ts';
import type { Model } from '../model.ts';
import type { Route, RouteQuestion } from '../routing/route.ts';
import type { Signal } from '../signals.ts';
import type { Climb, ClimbFacts, Ladder } from '../sla/ladder.ts';
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
  /** Its Lead Status said that it is no lead. */
  disqualified?: boolean;
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

/** Of every row of the decision log. `at` is when it was decided, `watermark` the last ingest sequence it knew. */
type Row = { id: number | string; lead: string; at: number; watermark: number; modelHash: string };

/** What a look decided. */
export type LookRow = Row & {
  kind: 'score' | 'open' | 'round' | 'upgrade' | 'cool';
  inputs: DecisionInputs;
  outcome: Outcome;
};

/** All that routing was asked, and all it answered but the accounts of the pools. */
export type RouteRow = Row & {
  kind: 'route';
  inputs: { routing: RouteQuestion };
  outcome: { route: Omit<Route, 'members'> };
};

/** A ladder, what was known when its next rung was due, and what came of it. */
export type SlaRow = Row & { kind: 'sla'; inputs: { ladder: Ladder; facts: ClimbFacts }; outcome: { climb: Climb } };

/** What a person did; `touch.at` is when it happened, the row's own `at` when it was known. */
type ContactRow = Row & { kind: 'contact'; inputs: { touch: Touch }; outcome: unknown };

/** An episode that a person, or a merge, closed: `at` when it happened, the row's own where it is absent. */
type CloseRow = Row & { kind: 'close'; inputs: unknown; outcome: { as: ClosedAs; at?: number } };

/** What was not decided by a model. */
type NotedRow = Row & { kind: 'claim' | 'deed' | 'effect'; inputs: unknown; outcome: unknown };

/** A row of the decision log. */
export type DecisionRow = LookRow | RouteRow | SlaRow | ContactRow | CloseRow | NotedRow;

const others = new Set<string>(['route', 'sla', 'contact', 'close', 'claim', 'deed', 'effect']);

/** True of a row that a look wrote; one of a kind that nobody knows is taken for one, which shows that it is none. */
export function isLook(row: DecisionRow): row is LookRow {
  return !others.has(row.kind);
}

/** The signals that the look knew. */
export function knownAt({ at, watermark, inputs }: LookRow, all: readonly Numbered[], model: Model): Numbered[] {
  const since = inputs.since ?? at - historyMs(model);
  return all.filter((signal) => signal.seq <= watermark && (signal.at > since || signal.level !== undefined));
}

/** The earliest time of the known signals that no look before had seen. */
export function unseenFrom({ inputs }: LookRow, known: readonly Numbered[]): number | undefined {
  const unseen = known.filter(({ seq }) => seq > (inputs.seen ?? -Infinity)).map(({ at }) => at);
  return unseen.length === 0 ? undefined : Math.min(...unseen);
}
