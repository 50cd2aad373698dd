import type { Alert } from '../channels/channel.ts';
import type { GoneEpisode } from '../store/cards.ts';
import type { CardReader } from './alertCard.ts';
import type { Workspace } from './parts.ts';

const GONE = 'no longer in the CRM';

/** What is left of an alert whose record the CRM has no more: how it ended, and nothing of the person. */
export function goneAlert(
  ws: Workspace,
  { episode, score, tier, closedAs = 'duplicate', closedAt, respondBy }: GoneEpisode,
  { surface, timeZone = ws.timeZone, mayBeRepeated = false, under }: CardReader,
  now: number,
): Alert {
  return {
    episode,
    // There is no record to be opened.
    lead: { name: `A lead that is ${GONE}`, recordUrl: '', crm: ws.crm.kind },
    surface,
    standing: { kind: 'closed', as: closedAs, at: closedAt ?? now, because: GONE },
    controls: [],
    score,
    tier,
    reasons: [],
    reasonsAt: now,
    respondBy,
    timeZone,
    mayBeRepeated,
    now,
    ...(under !== undefined && { under }),
  };
}
