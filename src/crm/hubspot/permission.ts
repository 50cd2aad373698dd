import { Failure } from '../../failure.ts';

/** How long a refusal is believed: a scope that is granted meanwhile is noticed after this. */
const believedMs = 600_000;

/** What `work` gives, or `absent` where the app lacks the scope; `kind` names what needs it. */
export type IfAllowed = <T>(kind: string, absent: T, work: () => Promise<T>) => Promise<T>;

/**
 * Reads what is optional. A refusal is remembered for 10 minutes and not asked for again: refused calls count against an app,
 * which HubSpot wants below 5% (usage guidelines).
 */
export function ifAllowed(now: () => number): IfAllowed {
  const refusedAt = new Map<string, number>();
  return async (kind, absent, work) => {
    const last = refusedAt.get(kind);
    if (last !== undefined && now() - last < believedMs) return absent;
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Failure ? error.code : undefined;
      if (code !== 'forbidden' && code !== 'forbidden_record') throw error;
      // What is refused for one record may be allowed for the next.
      if (code === 'forbidden') refusedAt.set(kind, now());
      return absent;
    }
  };
}
