import { DAY_MS } from '../decay.ts';
import type { Episode } from '../episodes.ts';

/** Whose an episode is. `assignee` has the task, `claimedBy` has said that they are on it; reps are ids. */
export type Holding = {
  state: Episode['state'];
  assignee?: string;
  claimedBy?: string;
  claimedAt?: number;
  snoozedUntil?: number;
};

/** `holding` is as it is after it, the same one when nothing had to change. Refused: whose it is, since when, and why. */
export type Held = { ok: true; holding: Holding } | { ok: false; because: string; by?: string; at?: number };

const longestSnoozeMs = 7 * DAY_MS;

/** Why all but the first who claim are refused. */
export const CLAIMED_ALREADY = 'claimed already';

/**
 * Somebody says that they are on it. One rep at a time: whoever comes second is refused with the name of the first; a double
 * click changes nothing. The claimer has the task from then on, and a snooze of the one before is over. `allowed` are the only
 * ones who may (named accounts); absent, everyone may.
 */
export function claim(
  holding: Holding,
  { rep, allowed }: { rep: string; allowed?: readonly string[] },
  now: number,
): Held {
  const over = whyOver(holding);
  if (over !== undefined) return { ok: false, because: over, ...holderOf(holding) };
  if (holding.claimedBy === rep) return { ok: true, holding };
  if (holding.claimedBy !== undefined) return { ok: false, because: CLAIMED_ALREADY, ...holderOf(holding) };
  if (allowed && !allowed.includes(rep))
    return { ok: false, because: 'only its rep and their backup may claim it', ...holderOf(holding) };
  const { snoozedUntil: _ofTheOneBefore, ...rest } = holding;
  return { ok: true, holding: { ...rest, state: 'claimed', assignee: rep, claimedBy: rep, claimedAt: now } };
}

/** The claim given back, by hand or since it lapsed; the assignee stays. Without a claim to give back: unchanged. Safe twice. */
export function released(holding: Holding): Holding {
  if (holding.state !== 'claimed') return holding;
  const { claimedBy: _by, claimedAt: _at, snoozedUntil: _until, ...rest } = holding;
  return { ...rest, state: 'open' };
}

/**
 * Whoever has it wants quiet until `until`, at most 7 days. Nobody else may: they would silence another's reminders. Again with
 * another `until`: that one holds.
 */
export function snooze(holding: Holding, { rep, until }: { rep: string; until: number }, now: number): Held {
  const over = whyOver(holding);
  if (over !== undefined) return { ok: false, because: over, ...holderOf(holding) };
  const holder = holding.claimedBy ?? holding.assignee;
  if (holder === undefined) return { ok: false, because: 'nobody has it yet: claim it first' };
  if (holder !== rep) return { ok: false, because: 'only who has it may snooze it', ...holderOf(holding) };
  if (!(until > now)) return { ok: false, because: 'a snooze must end later than now' };
  if (until > now + longestSnoozeMs) return { ok: false, because: 'a snooze may last 7 days at most' };
  return { ok: true, holding: holding.snoozedUntil === until ? holding : { ...holding, snoozedUntil: until } };
}

/** Why nothing can be done about it any more. */
export function whyOver({ state }: Holding): string | undefined {
  if (state === 'contacted') return 'contacted already';
  return state === 'closed' ? 'closed already' : undefined;
}

/** Whose it is, for whoever is refused. */
export function holderOf({ assignee, claimedBy, claimedAt }: Holding): { by?: string; at?: number } {
  const by = claimedBy ?? assignee;
  return { ...(by !== undefined && { by }), ...(claimedAt !== undefined && { at: claimedAt }) };
}
