import { Failure } from '../failure.ts';
import type { Crm } from './crm.ts';

/** So many calls in a row that waited in vain mean that the next will, too. */
const MOST_UNANSWERED = 3;
const PAUSE_MS = 15_000;

/** Whether a CRM answers an account's calls, as far as this process has seen. */
export type Breaker = {
  /** Throws Failure.retry while a call would only wait in vain; one call every 15 s may try whether it still would. */
  check(what: string): void;
  /** The CRM said something, whatever it was. */
  answered(): void;
  /** A call waited for its answer as long as calls do. One that was cut or refused at once held up nobody, and is not told. */
  unanswered(): void;
};

/** Keeps an account that hangs from holding workers for ten seconds a call. `silence` says of whom nothing is heard. */
export function breaker(now: () => number, { crm, silence }: { crm: Crm['kind']; silence: string }): Breaker {
  let unanswered = 0;
  let tryAt = 0;
  return {
    check(what) {
      if (unanswered < MOST_UNANSWERED) return;
      if (now() < tryAt)
        throw Failure.retry(`${crm}: not asked to ${what}: ${silence}; one of them tries every 15 s`, {
          code: 'not_tried',
        });
      // Also when this one is never sent: then the next tries.
      tryAt = now() + PAUSE_MS;
    },
    answered() {
      unanswered = 0;
    },
    unanswered() {
      unanswered += 1;
      tryAt = now() + PAUSE_MS;
    },
  };
}
