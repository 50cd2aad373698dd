/** A clock that stands still until told otherwise: `now()` in epoch milliseconds. */
export type HeldClock = { now(): number; advance(ms: number): void };

/** A clock held at `start`: epoch milliseconds or an ISO date. Throws on a date that is none. */
export function heldClock(start: number | string): HeldClock {
  let at = typeof start === 'number' ? start : Date.parse(start);
  if (!Number.isFinite(at)) throw new Error(`held clock: "${start}" is no date`);
  return {
    now: () => at,
    advance: (ms) => {
      at += ms;
    },
  };
}
