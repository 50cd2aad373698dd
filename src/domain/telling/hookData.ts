import type { HookType } from './hookTypes.ts';

/** Where an episode stands, for a program of the customer. */
export type HookSubject = {
  /** Our episode id. */
  episode: string;
  /** The lead's record in the CRM: who may read it there sees the person. */
  lead: { crm: string; record: string };
  score: number;
  tier: 1 | 2 | 3;
  /** Why now, strongest first. */
  reasons: string[];
  assignee?: { name: string; email?: string };
  respondBy?: number;
};

/** Standard Webhooks asks for less than 20 KB: github.com/standard-webhooks/standard-webhooks, spec. These stay far below. */
const REASONS = 10;
const CHARACTERS = 200;

/**
 * What an event tells: ids, score, reasons and who has it. The lead's own name and addresses stay in the CRM. `more` is what only
 * this type says (`how`, `until`, `because`), and never replaces what all say. Always less than 20 KB.
 */
export function hookData(subject: HookSubject, more: Record<string, string | number | undefined> = {}) {
  const { episode, lead, score, tier, reasons, assignee, respondBy } = subject;
  return {
    ...Object.fromEntries(Object.entries(more).flatMap(([name, value]) => cutEntry(name, value))),
    episode,
    lead: { crm: cut(lead.crm), record: cut(lead.record) },
    score,
    tier,
    reasons: reasons.slice(0, REASONS).map(cut),
    ...(assignee !== undefined && { assignee: assigneeData(assignee) }),
    ...(respondBy !== undefined && { respondBy: new Date(respondBy).toISOString() }),
  };
}

function assigneeData({ name, email }: { name: string; email?: string }) {
  return { name: cut(name), ...(email !== undefined && { email: cut(email) }) };
}

function cutEntry(name: string, value: string | number | undefined): [string, string | number][] {
  if (value === undefined) return [];
  return [[name, typeof value === 'string' ? cut(value) : value]];
}

/** Cutting between the halves of a pair would leave half an emoji. */
function cut(text: string): string {
  return text.slice(0, CHARACTERS).toWellFormed();
}

/**
 * The body that is delivered. `id` is the same in every repetition of an event, at the top where Zapier looks for it, and equal
 * to the header `webhook-id`.
 */
export function hookBody(event: { id: string; type: HookType; at: number; data: Record<string, unknown> }) {
  return { id: event.id, type: event.type, timestamp: new Date(event.at).toISOString(), data: event.data };
}

const MINUTE = 60_000;

/** What only some types say, in the sample. */
const sampleMore: Partial<Record<HookType, (at: number) => Record<string, string>>> = {
  'alert.claimed': () => ({ by: 'Ann Example' }),
  'alert.contacted': () => ({ by: 'Ann Example', how: 'call' }),
  'alert.snoozed': (at) => ({ by: 'Ann Example', until: new Date(at + 60 * MINUTE).toISOString() }),
  'alert.escalated': () => ({ because: 'nobody has answered for 15 min' }),
  'alert.released': () => ({ because: 'claimed and silent for 60 min' }),
  'alert.reassigned': () => ({ from: 'Bob Example', because: 'nobody has answered for 30 min' }),
  'alert.unassigned': () => ({ because: 'nobody of the pool is there until 9:00' }),
  'alert.not_a_fit': () => ({ by: 'Ann Example', because: 'competitor' }),
  'alert.closed': () => ({ as: 'won' }),
};

/** Made-up data of this type, for whoever builds on it before the first event happened. */
export function sampleData(type: HookType, at: number): Record<string, unknown> {
  if (type === 'digest.ready') return { kind: 'day', to: { name: 'Ann Example', email: 'ann@example.com' }, leads: 4 };
  const subject: HookSubject = {
    episode: '0198c0de-0000-7000-8000-000000000001',
    lead: { crm: 'hubspot', record: '151' },
    score: 84,
    tier: 1,
    reasons: ['asked for a demo 2 minutes ago', 'pricing page 3 times in 20 minutes', 'comparison with a competitor'],
    respondBy: at + 60 * MINUTE,
  };
  const nobody = type === 'lead.hot' || type === 'alert.unassigned';
  const assignee = nobody ? {} : { assignee: { name: 'Ann Example', email: 'ann@example.com' } };
  return hookData({ ...subject, ...assignee }, sampleMore[type]?.(at));
}
