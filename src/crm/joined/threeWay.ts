import type { Agreed } from './links.ts';
import type { Side } from './naming.ts';

/** One field of a person as the two CRMs have it now, each in its own words. `value` names a side's value to everybody. */
export type TwoSided = {
  first: string | undefined;
  second: string | undefined;
  /** Which of the two records changed later. */
  later: Side;
  /** Whether both say the same, each in its own words. */
  same: boolean;
  named: (side: Side, value: string) => string;
  /** Whose counts at first. */
  rather?: Side;
};

/**
 * What counts: whichever side changed since it was last seen, so that a choice made in either CRM does, and the copy of it that a
 * sync makes is no other one; of two at once the later. At first that of `rather`, else the first CRM's, where it says anything.
 */
export function agree(before: Agreed | undefined, now: TwoSided): Agreed {
  const seen = { first: now.first, second: now.second };
  const from = (side: Side) => {
    const value = now[side];
    return { ...seen, value: value === undefined ? undefined : now.named(side, value) };
  };
  if (before === undefined) return from(now.rather ?? (now.first === undefined ? 'second' : 'first'));
  const [isNewFirst, isNewSecond] = [before.first !== now.first, before.second !== now.second];
  if ((isNewFirst || isNewSecond) && now.same) return from('first');
  if (isNewFirst && isNewSecond) return from(now.later);
  if (isNewFirst) return from('first');
  if (isNewSecond) return from('second');
  return { ...seen, value: before.value };
}

/** The same where one side could not be read: the other may have changed. */
export function agreeWithOne(before: Agreed | undefined, side: Side, value: string | undefined, named: string): Agreed {
  const isNew = before === undefined || before[side] !== value;
  const counts = value === undefined ? undefined : named;
  return { ...before, [side]: value, value: isNew ? counts : before.value };
}

/** Statuses are the same when their words are: "Hot Lead - Immediate Action Required" is HOT_LEAD_IMMEDIATE_ACTION_REQUIRED. */
export function wordsOf(status: string | undefined): string {
  return (status ?? '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function isHotStatus(status: string | undefined): boolean {
  return wordsOf(status) === 'hot lead immediate action required';
}
