import type { Chat } from './availability.ts';

/** What the chat shows at `now`, with since when: as long as it shows the same, since it did first. */
export function chatSeen(shown: Omit<Chat, 'since' | 'quietSince'>, before: Chat | undefined, now: number): Chat {
  const isSame = before !== undefined && sameStatus(shown, before);
  const isStillQuiet = before?.quietUntil !== undefined && before.quietUntil === shown.quietUntil;
  return {
    ...shown,
    since: isSame ? (before.since ?? now) : now,
    ...(shown.quietUntil !== undefined && { quietSince: isStillQuiet ? (before.quietSince ?? now) : now }),
  };
}

/** Whether it says the same of when they are there; being at the keyboard says nothing of that. */
export function sameAbsence(a: Chat | undefined, b: Chat | undefined): boolean {
  return sameStatus(a ?? {}, b ?? {}) && a?.quietUntil === b?.quietUntil;
}

function sameStatus(a: Chat, b: Chat): boolean {
  return a.text === b.text && a.emoji === b.emoji && a.statusUntil === b.statusUntil;
}
