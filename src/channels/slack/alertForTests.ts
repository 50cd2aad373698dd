import type { Alert, Message } from '../channel.ts';

/** Noon in Berlin of a Saturday. */
export const NOW = Date.UTC(2026, 10, 21, 13, 10);

/** An alert as a message; `more` says what matters. */
export function alertOf(more: Partial<Alert> = {}): Extract<Message, { kind: 'alert' }> {
  const alert: Alert = {
    episode: 'e-17',
    lead: { name: 'Ada Lovelace', company: 'Acme', recordUrl: 'https://crm.test/contact/1', crm: 'hubspot' },
    surface: 'assignee',
    standing: { kind: 'open' },
    controls: [],
    score: 92,
    tier: 1,
    reasons: ['asked for a demo 2 minutes ago'],
    reasonsAt: NOW,
    respondBy: NOW + 3_600_000,
    timeZone: 'Europe/Berlin',
    mayBeRepeated: false,
    now: NOW,
    ...more,
  };
  return { kind: 'alert', alert };
}
