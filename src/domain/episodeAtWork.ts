import type { OpeningFacts } from './decision.ts';
import type { Route, RouteLine } from './routing/route.ts';
import type { Ladder } from './sla/ladder.ts';

/** An episode that somebody is to answer, with what is kept of its lead. Reps are ids. */
export type EpisodeAtWork = {
  id: string;
  lead: string;
  /** The CRM record's id. */
  record: string;
  state: 'open' | 'claimed' | 'contacted' | 'closed';
  round: number;
  tier: 1 | 2;
  score: number;
  triggerAt: number;
  openedAt: number;
  /** When an answer is due by what was decided last. */
  respondBy?: number;
  facts: OpeningFacts;
  owner?: string;
  assignee?: string;
  routingNote: string;
  /** Nobody has it, since ... */
  waitingBecause?: string;
  claimPool?: string;
  claimedBy?: string;
  claimedAt?: number;
  snoozedUntil?: number;
  tried: string[];
  claimableBy?: string[];
  /** Who else may have it. */
  line?: RouteLine;
  /** Whose turn it was when it was last given to somebody of a pool. */
  turn?: Route['turn'];
  ladder?: Ladder;
  ladderEnded: boolean;
  /** Told for information only: whoever has it has neither task nor clock. */
  fyi?: boolean;
  /** The CRM's id of its task, once it is made. */
  task?: string;
  statusBefore?: string;
  watermark: number;
  company?: string;
  /** The Lead Status as the CRM last told it. */
  status?: string;
  ownerOurs: boolean;
};

/** What of an episode changes when somebody gets it, or nobody does. */
export type EpisodeChange = {
  id: string;
  owner?: string;
  assignee?: string;
  respondBy: number;
  routingNote: string;
  waitingBecause?: string;
  waitingUntil?: number;
  unassigned: boolean;
  claimPool?: string;
  tried: string[];
  /** The only ones who may claim it; absent: everyone. */
  claimableBy?: string[];
  line?: RouteLine;
  turn?: Route['turn'];
  ladder?: Ladder;
  /** There is none: nobody is to hear more, and it may cool unanswered. */
  ladderEnded?: boolean;
  statusBefore?: string;
  /** Told for information only: no task, no clock. */
  fyi?: boolean;
};
