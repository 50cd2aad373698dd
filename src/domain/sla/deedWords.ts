import { comingInWords, durationInWords, type ReaderClock } from '../explain/whenInWords.ts';
import { CLAIMED_ALREADY } from './claims.ts';
import { type NotAFit, notAFitReasons } from './notAFit.ts';

/** Where an episode stands, for whoever is told that something cannot be done. People are names. */
export type Stands = {
  state: 'open' | 'claimed' | 'contacted' | 'closed';
  claimedBy?: string;
  claimedAt?: number;
  contactedBy?: string;
  contactedAt?: number;
  closedAs?: string;
  closedBy?: string;
  closedAt?: number;
  closedBecause?: string;
  /** Whose it is, where that is why. */
  holder?: string;
};

/** "Bob Rep claimed it 12 s ago", "Ann Rep contacted them 3 minutes ago", else the reason as a sentence. */
export function refusedInWords(because: string, stands: Stands, now: number): string {
  const { state, contactedBy = 'Somebody', contactedAt = now, claimedBy = 'Somebody', claimedAt = now } = stands;
  if (state === 'closed') return closedInWords(stands, now);
  if (state === 'contacted') return `${contactedBy} contacted them ${sinceInWords(contactedAt, now)}`;
  if (because === CLAIMED_ALREADY) return `${claimedBy} claimed it ${sinceInWords(claimedAt, now)}`;
  const whose = stands.holder === undefined ? '' : ` (${stands.holder} has it)`;
  return `${because.charAt(0).toUpperCase()}${because.slice(1)}${whose}`;
}

function closedInWords({ closedAs, closedBy, closedAt, closedBecause }: Stands, now: number): string {
  const as = closedAs === undefined ? '' : `, ${closedAs.replaceAll('_', ' ')}`;
  const by = closedBy === undefined ? '' : ` by ${closedBy}`;
  const why = closedBecause === undefined ? '' : ` (${reasonInWords(closedBecause)})`;
  return `It was closed ${closedAt === undefined ? 'already' : sinceInWords(closedAt, now)}${by}${as}${why}`;
}

/** The words of a kept reason; one that is not known is told as it is. */
export function reasonInWords(reason: string): string {
  return notAFitReasons[reason as NotAFit] ?? reason;
}

/** "just now", "12 s ago", "3 minutes ago". */
export function sinceInWords(at: number, now: number): string {
  const ms = now - at;
  if (ms < 1_000) return 'just now';
  return ms < 60_000 ? `${Math.floor(ms / 1_000)} s ago` : `${durationInWords(ms)} ago`;
}

/** "10:40", "tomorrow 09:00", "Tue 09:00": the day is said when it is another one. */
export function timeInWords(at: number, now: number, clock: ReaderClock): string {
  return comingInWords(at, now, clock).replace(/^today /, '');
}
