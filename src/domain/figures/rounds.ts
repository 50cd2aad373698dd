import type { ClosedAs } from '../episodes.ts';

/**
 * One clock: one round of one episode, from the signal that made the lead hot to the first human contact. Times are epoch ms.
 * Only the contact stops it, not the closing; a duplicate's clock goes on in the record that was kept.
 */
export type Round = {
  lead: string;
  tier: 1 | 2;
  source: string;
  /** Of the signal. */
  type: string;
  /** Who has it now, or had it last. */
  assignee?: string | undefined;
  /** When the signal happened. */
  startedAt: number;
  alertedAt?: number | undefined;
  claimedAt?: number | undefined;
  contactedAt?: number | undefined;
  contactRep?: string | undefined;
  /** From the signal to the contact in the assignee's working time. */
  workingMs?: number | undefined;
  /** The same up to now, of one that nobody has answered. */
  workingSoFarMs?: number | undefined;
  closedAt?: number | undefined;
  closedAs?: ClosedAs | undefined;
  /** When its rep lost it to somebody else: of one rep's part of a round alone. */
  takenAt?: number | undefined;
  /** Who had it, in the order of time; absent of rounds that nobody ever got, or of whom that was not kept. */
  holdings?: Holding[] | undefined;
};

/** From when to when a rep had a round: until somebody else got it, or the clock stopped. Epoch ms. */
export type Holding = {
  rep: string;
  from: number;
  until?: number | undefined;
  /** From then to the contact in the rep's working time, of who had it at the contact. */
  workingMs?: number | undefined;
  /** The same up to the end or to now, of the others. */
  workingSoFarMs?: number | undefined;
};

/** What the rolling figures ask of a round. */
export type ContactClock = Pick<Round, 'startedAt' | 'contactedAt' | 'closedAt' | 'closedAs'>;

/** The group of the rounds that nobody has. */
export const NOBODY = 'nobody';

export function isAnswered({ contactedAt }: ContactClock, now: number): boolean {
  return contactedAt !== undefined && contactedAt <= now;
}

/** Whose a round is: who answered it, else who should have; `NOBODY` where that is not known. */
export function repOf(round: Round, now: number): string {
  return (isAnswered(round, now) ? round.contactRep : undefined) ?? round.assignee ?? NOBODY;
}

/** The rounds with the working time that the open ones have lasted; `worked` is undefined of reps whose hours nobody knows. */
export function withWorkingSoFar(
  rounds: readonly Round[],
  now: number,
  worked: (rep: string, from: number, to: number) => number | undefined,
): Round[] {
  const ofHolding = (holding: Holding): Holding => {
    const { rep, from, until = now, workingMs } = holding;
    return workingMs === undefined ? { ...holding, workingSoFarMs: worked(rep, from, Math.min(until, now)) } : holding;
  };
  return rounds.map((round) => {
    const { assignee, startedAt, holdings } = round;
    const held = holdings && { holdings: holdings.map(ofHolding) };
    if (isAnswered(round, now) || assignee === undefined) return { ...round, ...held };
    return { ...round, ...held, workingSoFarMs: worked(assignee, startedAt, now) };
  });
}
