import type { PastRound } from '../store/cards.ts';
import type { AlertSubject } from '../store/deliveries.ts';

/** An episode as it stood at the end of an earlier round: what happens in a later one is shown by that one's own cards. */
export function asItEnded(subject: AlertSubject, past: PastRound): AlertSubject {
  const {
    assignee: _assignee,
    assigneeId: _assigneeId,
    claimedBy: _claimedBy,
    claimedById: _claimedById,
    claimedAt: _claimedAt,
    contactedBy: _contactedBy,
    snoozedUntil: _snoozedUntil,
    escalated: _escalated,
    answeredBefore: _answered,
    dismissedBefore: _dismissed,
    ...rest
  } = subject;
  return { ...rest, ...past, state: 'contacted', isOver: true };
}
