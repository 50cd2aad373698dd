/** Where an episode stands, as its cards show it. People are names. Times are epoch ms. */
export type Standing = (
  | { kind: 'open' }
  | { kind: 'claimed'; by: string; at: number }
  /** `by` is absent when nobody knows who it was. */
  | { kind: 'contacted'; by?: string; at: number; how: string }
  | {
      kind: 'closed';
      as: 'won' | 'lost' | 'not_a_fit' | 'cooled' | 'duplicate';
      by?: string;
      at: number;
      because?: string;
    }
) & {
  /** Reminders are off until then. */
  snoozedUntil?: number;
  /** What the ladder did last, in words. */
  escalated?: string;
  /** It was whoever reads this who had it; now somebody else has, or nobody. */
  movedTo?: string;
};
