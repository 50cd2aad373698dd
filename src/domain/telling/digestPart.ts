import type { ReaderClock } from '../explain/whenInWords.ts';
import type { Digest, DigestFigure, DigestLead, DigestPart } from './digest.ts';
import { byUrgency, dueInWords, timeInWords, type Urgent } from './urgency.ts';

/** An open hot lead in a digest. Times are epoch ms. */
export type DigestHot = Urgent &
  Pick<DigestLead, 'name' | 'company' | 'recordUrl' | 'lead'> & {
    state: 'open' | 'claimed';
    openedAt: number;
    claimedAt?: number;
    snoozedUntil?: number;
    /** Who has it, by name; absent: nobody. */
    assignee?: string;
    /** Why nobody has it. */
    waitingBecause?: string;
    escalated?: string;
  };

/** Of every digest. */
export type Frame = Pick<Digest, 'title' | 'timeZone' | 'mayBeRepeated' | 'now'> & { clock: ReaderClock };

/** The digest of these parts. */
export function digestFrom(
  kind: Digest['kind'],
  { title, timeZone, mayBeRepeated, now, figures }: Frame & { figures: readonly DigestFigure[] },
  { parts, notes }: Pick<Digest, 'parts' | 'notes'>,
): Digest {
  return { kind, title, parts, figures: [...figures], notes, timeZone, mayBeRepeated, now };
}

/** More of one kind nobody reads, and no message holds. */
const MOST_LEADS = 20;

/** Those that hold anybody; of very many leads the first ones, and the title says of how many. */
export function filled(parts: DigestPart[]): DigestPart[] {
  return parts
    .filter(({ leads }) => leads.length > 0)
    .map(({ title, leads }) => {
      if (leads.length <= MOST_LEADS) return { title, leads };
      return { title: `${title} (${MOST_LEADS} of ${leads.length})`, leads: leads.slice(0, MOST_LEADS) };
    });
}

/** Leads under a title, most urgent first. */
export function partOf(title: string, leads: readonly DigestHot[], now: number, clock: ReaderClock): DigestPart {
  return { title, leads: leads.toSorted(byUrgency).map((lead) => leadIn(lead, now, clock)) };
}

function leadIn(lead: DigestHot, now: number, clock: ReaderClock): DigestLead {
  const { episode, name, company, score, recordUrl, lead: id } = lead;
  return {
    episode,
    name,
    score,
    text: leadText(lead, now, clock),
    ...(id !== undefined && { lead: id }),
    ...(company !== undefined && { company }),
    ...(recordUrl !== undefined && { recordUrl }),
  };
}

function leadText(lead: DigestHot, now: number, clock: ReaderClock): string {
  const { state, claimedAt, openedAt, snoozedUntil = 0, assignee, waitingBecause } = lead;
  const when = (at: number) => timeInWords(at, now, clock);
  const since = state === 'claimed' ? `claimed at ${when(claimedAt ?? openedAt)}` : `waits since ${when(openedAt)}`;
  const whose = assignee === undefined ? [waitingBecause ?? 'nobody has it'] : [];
  const asleep = snoozedUntil > now ? [`snoozed until ${when(snoozedUntil)}`] : [];
  return [since, ...asleep, dueInWords(lead, now, clock), ...whose].join(', ');
}
