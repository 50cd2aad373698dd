import type { Signal } from './signals.ts';

/** The instant tests look from: a Saturday, 2026-01-31 09:00 UTC. */
export const NOW = Date.UTC(2026, 0, 31, 9);

/** A signal of a type that happened `agoMs` before NOW; its id is made of both, so that equal calls give equal signals. */
export function signal(type: string, agoMs: number, more: Partial<Signal> = {}): Signal {
  const at = NOW - agoMs;
  return { id: `${type}@${agoMs}`, subject: 'lead', type, at, receivedAt: at, confidence: 1, source: 'test', ...more };
}
