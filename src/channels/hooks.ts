import type { HookType } from '../domain/telling/hookTypes.ts';

/** Calls the addresses of those who subscribed. */
export type HookSender = {
  /**
   * One delivery of one event. Safe twice for a receiver that honours `webhook-id`. Never follows a redirect, never calls an
   * address inside the own network unless that is allowed. Never throws for what the receiver does.
   */
  deliver(hook: { url: string; secret: string }, event: HookEvent): Promise<HookAnswer>;
};

/** `data` holds ids and what a customer's own program may know; see docs for each type. */
export type HookEvent = { id: string; type: HookType; at: number; data: Record<string, unknown> };

export type HookAnswer =
  | { kind: 'taken' }
  /** Wants no more: the subscription is over. */
  | { kind: 'gone' }
  | { kind: 'failed'; because: string; retryAt?: number };
