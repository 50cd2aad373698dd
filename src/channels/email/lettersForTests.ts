import type { Alert, Brief, Notice } from '../channel.ts';
import type { Digest } from '../../domain/telling/digest.ts';

export const NOW = Date.UTC(2026, 10, 21, 13, 10);
const HOUR = 3_600_000;

/** A hot lead as its assignee reads of it. */
export function alert(more: Partial<Alert> = {}): Alert {
  return {
    episode: 'e-17',
    lead: {
      name: 'Ada Lovelace',
      company: 'Acme',
      phone: '+49 30 1234-567',
      email: 'ada@acme.example',
      jobTitle: 'Head of Operations',
      recordUrl: 'https://crm.test/contact/1?a=1&b=2',
      crm: 'hubspot',
    },
    surface: 'assignee',
    standing: { kind: 'open' },
    controls: ['claim', 'contacted', 'why_hot'],
    links: { claim: 'https://hot.test/l/claim-token', contacted: 'https://hot.test/l/contacted-token' },
    score: 92,
    tier: 1,
    fit: 'good',
    reasons: ['asked for a demo 2 minutes ago', 'pricing page 3 times in 20 minutes'],
    reasonsAt: NOW,
    owner: 'Ann Rep',
    assignee: 'Bob Rep',
    routingNote: 'Bob Rep covers for Ann Rep, who is on holiday until Mon 9:00',
    respondBy: NOW + HOUR,
    hotUntil: NOW + 26 * HOUR,
    timeZone: 'Europe/Berlin',
    mayBeRepeated: false,
    now: NOW,
    ...more,
  };
}

/** What is read before the call. */
export function brief(more: Partial<Brief> = {}): Brief {
  return {
    alert: alert({ quote: 'Can you show us the API for SSO this week?' }),
    history: [
      { at: NOW - 50 * HOUR, text: 'case study (/case-studies/globex, hubspot)' },
      { at: NOW - 2 * HOUR, text: 'pricing page (/pricing, hubspot)' },
      { at: NOW - 120_000, text: 'asked for a demo (Demo Request, hubspot)' },
    ],
    pages: ['/pricing, 3 times, last 35 minutes ago', '/compare/rival, 2 days ago'],
    downloads: ['/case-studies/globex.pdf, 2 days ago'],
    facts: [
      ['Industry', 'Logistics'],
      ['Employees', '250'],
    ],
    talkingPoints: [
      'They asked: "Can you show us the API for SSO this week?" Answer that first.',
      'They asked for a demo (Demo Request): offer two times, and ask what they want to see.',
      'They came to the pricing page 3 times in 20 minutes: ask which plan and how many seats they have in mind.',
    ],
    ...more,
  };
}

/** Something worth knowing. */
export function notice(more: Partial<Notice> = {}): Notice {
  return {
    id: 'n-1',
    lead: alert().lead,
    headline: 'opened one e-mail 5 times in 2 days',
    details: ['"Your quote", 5 opens'],
    at: NOW,
    timeZone: 'Europe/Berlin',
    mayBeRepeated: false,
    now: NOW,
    ...more,
  };
}

/** An end of day. */
export function digest(more: Partial<Digest> = {}): Digest {
  return {
    kind: 'day',
    title: 'Saturday, 21 November',
    parts: [
      {
        title: 'Waiting for you',
        leads: [
          {
            name: 'Ada Lovelace',
            company: 'Acme',
            score: 92,
            recordUrl: 'https://crm.test/1',
            text: 'waits since 9:40',
          },
        ],
      },
    ],
    figures: [{ name: 'Median response', value: '24 min', team: '41 min' }],
    notes: ['Nobody answered 3 leads within an hour.'],
    timeZone: 'Europe/Berlin',
    mayBeRepeated: false,
    now: NOW,
    ...more,
  };
}
