import { type Held, holderOf, type Holding, released, whyOver } from './claims.ts';

/** Who says it: a rep's id, where they are one. */
export type Deeder = { rep?: string; manager: boolean };

/** With the rep of record. */
type Owned = Holding & { owner?: string };

/** The claim is given back by whoever has it, or a manager. The assignee stays. */
export function release(holding: Holding, { rep, manager }: Deeder): Held {
  const over = whyOver(holding);
  if (over !== undefined) return { ok: false, because: over, ...holderOf(holding) };
  if (holding.claimedBy === undefined) return { ok: false, because: 'nobody has claimed it' };
  if (!manager && rep !== holding.claimedBy)
    return { ok: false, because: 'only who claimed it, or a manager, may release it', ...holderOf(holding) };
  return { ok: true, holding: released(holding) };
}

/**
 * Somebody is given it by hand: by whoever has it, its owner or a manager. It is theirs to claim; claim and snooze of the one
 * before are over. Whoever has it already keeps it as it is.
 */
export function handOn(holding: Owned, deeder: Deeder, to: string): Held {
  const over = whyOver(holding) ?? whyNotTheirs(holding, deeder, 'hand it on');
  if (over !== undefined) return { ok: false, because: over, ...holderOf(holding) };
  if (to === (holding.claimedBy ?? holding.assignee)) return { ok: true, holding };
  const { claimedBy: _by, claimedAt: _at, snoozedUntil: _until, ...rest } = holding;
  return { ok: true, holding: { ...rest, state: 'open', assignee: to } };
}

/** Somebody was in touch with them: any rep, or a manager, whoever has it. */
export function answered(holding: Holding): Held {
  const over = whyOver(holding);
  if (over !== undefined) return { ok: false, because: over, ...holderOf(holding) };
  return { ok: true, holding: { ...holding, state: 'contacted' } };
}

/** It was no lead after all; also one that was contacted. By whoever has it, its owner or a manager. */
export function dismissed(holding: Owned, deeder: Deeder): Held {
  const over = holding.state === 'closed' ? whyOver(holding) : whyNotTheirs(holding, deeder, 'close it');
  if (over !== undefined) return { ok: false, because: over, ...holderOf(holding) };
  return { ok: true, holding: { ...holding, state: 'closed' } };
}

function whyNotTheirs({ claimedBy, assignee, owner }: Owned, { rep, manager }: Deeder, what: string) {
  const holder = claimedBy ?? assignee;
  if (manager || (rep !== undefined && (rep === holder || rep === owner))) return undefined;
  return holder === undefined
    ? 'nobody has it yet: claim it first'
    : `only who has it, its owner or a manager may ${what}`;
}
