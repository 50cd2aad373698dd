/** Something between a rep and a lead that the CRM has a record of. */
export type Touch = {
  /** Unique for the lead. */
  id: string;
  kind: 'call' | 'email' | 'meeting' | 'message';
  /** When it happened; a meeting's start. */
  at: number;
  /** The rep's id; undefined when the CRM does not say, or nobody knows them. */
  rep?: string;
  /** `lead`: from the lead. `machine`: sequence, bulk or automatic mail, ours among it. */
  by: 'rep' | 'lead' | 'machine';
  /** A call nobody took, or a meeting that was called off or is yet to come, is none. */
  happened: boolean;
};

/**
 * First contact: the first touch by a rep that happened, from `since` to `now`, both included; of several at one instant the
 * first id. What the lead sent or booked, machine mail, and calls nobody took are none (DESIGN 8).
 */
export function firstContactOf(touches: readonly Touch[], since: number, now: number): Touch | undefined {
  return touches.filter((touch) => isContact(touch) && touch.at >= since && touch.at <= now).toSorted(earliestFirst)[0];
}

/**
 * A rep's latest contact in the `withinMs` before `since` in which both took part: from exactly that long ago, to just before
 * `since`, which would be first contact. A mail is one only where the lead did something after it: nobody may have read it. Who
 * has it hears of the lead, and needs no task.
 */
export function conversationBefore(touches: readonly Touch[], since: number, withinMs: number): Touch | undefined {
  const before = touches.filter(({ at }) => at >= since - withinMs && at < since);
  const wasAnswered = ({ at }: Touch) => before.some((touch) => touch.by === 'lead' && touch.happened && touch.at > at);
  return before
    .filter((touch) => isContact(touch) && (touch.kind !== 'email' || wasAnswered(touch)))
    .toSorted((a, b) => b.at - a.at || earliestFirst(a, b))[0];
}

function isContact({ by, happened }: Touch): boolean {
  return by === 'rep' && happened;
}

function earliestFirst(a: Touch, b: Touch): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.id < b.id ? -1 : 1;
}
