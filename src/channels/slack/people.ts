const FOUND_FOR_MS = 24 * 3_600_000;
const MISSING_FOR_MS = 3_600_000;

/** Somebody's id in the chat, or why there is none that can be used. */
export type Found = { id: string; because?: undefined } | { id?: undefined; because: string };

/**
 * Who has which e-mail address, kept 24 h; that nobody has it, kept 1 h, so that a rep who joins is soon found. `now` in
 * epoch milliseconds; addresses are compared without case.
 */
export function rememberPeople(now: () => number) {
  const known = new Map<string, { found: Found; until: number }>();
  return {
    /** The answer kept, if one is. */
    recall(email: string): Found | undefined {
      const entry = known.get(key(email));
      return entry && now() < entry.until ? entry.found : undefined;
    },
    keep(email: string, found: Found): void {
      known.set(key(email), { found, until: now() + (found.id === undefined ? MISSING_FOR_MS : FOUND_FOR_MS) });
    },
    /** Slack refused this id: the next question asks Slack again. */
    forget(id: string): void {
      for (const [email, { found }] of known) if (found.id === id) known.delete(email);
    },
  };
}

function key(email: string): string {
  return email.trim().toLowerCase();
}
