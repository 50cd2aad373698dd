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
  return rounds.map((round) => {
    if (isAnswered(round, now) || round.assignee === undefined) return round;
    return { ...round, workingSoFarMs: worked(round.assignee, round.startedAt, now) };
  });
}
