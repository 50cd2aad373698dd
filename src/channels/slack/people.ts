const FOUND_FOR_MS = 24 * 3_600_000;
const MISSING_FOR_MS = 3_600_000;

/**
 * Who has which e-mail address, kept 24 h; that nobody has it, kept 1 h, so that a rep who joins is soon found. `now` in
 * epoch milliseconds; addresses are compared without case.
 */
export function rememberPeople(now: () => number) {
  const known = new Map<string, { id: string | undefined; until: number }>();
  return {
    /** The answer kept, if one is: `{ id: undefined }` is a known absence. */
    recall(email: string): { id: string | undefined } | undefined {
      const entry = known.get(key(email));
      return entry && now() < entry.until ? entry : undefined;
    },
    keep(email: string, id: string | undefined): void {
      known.set(key(email), { id, until: now() + (id === undefined ? MISSING_FOR_MS : FOUND_FOR_MS) });
    },
    /** Slack refused this id: the next question asks Slack again. */
    forget(id: string): void {
      for (const [email, entry] of known) if (entry.id === id) known.delete(email);
    },
  };
}

function key(email: string): string {
  return email.trim().toLowerCase();
}
