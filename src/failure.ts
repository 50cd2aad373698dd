/** What should happen after a failed call: the caller's only decision. */
export type FailureKind = 'retry' | 'rateLimited' | 'blocked' | 'permanent';

export type FailureDetails = {
  cause?: unknown;
  /** The call may have taken effect: look before doing it again. */
  outcomeUnknown?: boolean;
  /** A word for metrics and branching in the adapter that threw it, such as `channel_not_found`. */
  code?: string;
};

/**
 * Thrown at a border when something outside said no. The message says who, what, with which value and what to do;
 * it never holds a secret or a person's data, because it is stored and logged.
 */
export class Failure extends Error {
  readonly kind: FailureKind;
  /** Epoch milliseconds; set for `rateLimited` only. */
  readonly retryAt: number | undefined;
  readonly outcomeUnknown: boolean;
  readonly code: string | undefined;

  private constructor(kind: FailureKind, message: string, retryAt: number | undefined, details: FailureDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Failure';
    this.kind = kind;
    this.retryAt = retryAt;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
    this.code = details.code;
  }

  /** Try again on the retry curve. */
  static retry(message: string, details: FailureDetails = {}): Failure {
    return new Failure('retry', message, undefined, details);
  }

  /** The vendor said when to come back (epoch ms). It does not use up an attempt. */
  static rateLimited(message: string, retryAt: number, details: FailureDetails = {}): Failure {
    return new Failure('rateLimited', message, retryAt, details);
  }

  /** Nothing works until a person mends it outside (a revoked token, a missing scope); then all of it must go on by itself. */
  static blocked(message: string, details: FailureDetails = {}): Failure {
    return new Failure('blocked', message, undefined, details);
  }

  /** This one thing can never work as it is: the record is gone, the value is refused. */
  static permanent(message: string, details: FailureDetails = {}): Failure {
    return new Failure('permanent', message, undefined, details);
  }

  /** Any thrown thing as a Failure: an unforeseen error is worth another try. */
  static from(error: unknown): Failure {
    if (error instanceof Failure) return error;
    return Failure.retry(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/**
 * Milliseconds until attempt `attempt + 1` (the first attempt is 1): 2 s, 4 s, 8 s ... at most 10 min,
 * stretched by up to a fifth by `chance` (0 to 1) so that many failures of one cause do not return together.
 */
function retryDelayMs(attempt: number, chance: number): number {
  const base = Math.min(2_000 * 2 ** (attempt - 1), 600_000);
  return Math.round(base * (1 + 0.2 * chance));
}

/** Attempts on the retry curve before a step is given up: about a week. */
const MOST_ATTEMPTS = 1_000;
/** How long something blocked waits for the person who mends it. */
const BLOCKED_MS = 120_000;

/** What a failed attempt leads to: another at `at`, or nothing more until a person acts. */
export type Next = { kind: 'later'; at: number; countAttempt: boolean } | { kind: 'failed' };

/** Decides what follows a failure of attempt `attempt` (from 1) at `now`. */
export function afterFailure(failure: Failure, attempt: number, now: number, chance: number): Next {
  if (failure.kind === 'permanent') return { kind: 'failed' };
  if (failure.kind === 'rateLimited')
    return { kind: 'later', at: failure.retryAt ?? now + 10_000, countAttempt: false };
  if (failure.kind === 'blocked') return { kind: 'later', at: now + BLOCKED_MS, countAttempt: false };
  if (attempt >= MOST_ATTEMPTS) return { kind: 'failed' };
  return { kind: 'later', at: now + retryDelayMs(attempt, chance), countAttempt: true };
}

const NEVER_SENT: unknown[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** Whether fetch's cause of a failure, by its `code`, says that the request never left: nothing can have happened. */
export function neverSent(code: unknown): boolean {
  return NEVER_SENT.includes(code);
}
