import type { QueueItem } from '../channels/answers.ts';
import { byUrgency, dueInWords, isLate } from '../domain/telling/urgency.ts';
import type { Rows } from '../store/store.ts';
import { alertsOf } from './alertCard.ts';
import type { Parts, Workspace } from './parts.ts';
import { readerClock } from './readerClock.ts';
import type { Person } from './who.ts';

/**
 * The open hot leads of the reader, or of everyone, as the reader sees them; most urgent first, snoozed ones among them. Whoever is
 * no rep and no manager sees none.
 */
export async function queueOf(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  { rep, manager, timeZone }: Pick<Person, 'rep' | 'manager' | 'timeZone'>,
  whose: 'mine' | 'team',
): Promise<QueueItem[]> {
  if (rep === undefined && (whose === 'mine' || !manager)) return [];
  const leads = await rows.openLeads(ws.crm.kind, whose === 'mine' ? rep?.id : undefined);
  const reader = { surface: 'person', timeZone, manager, ...(rep !== undefined && { rep: rep.id }) } as const;
  const alerts = await alertsOf(
    parts,
    ws,
    rows,
    leads.map(({ episode }) => episode),
    reader,
  );
  const clock = readerClock(timeZone);
  const now = parts.now();
  return [...alerts.values()].toSorted(byUrgency).map((alert) => ({ alert, due: dueInWords(alert, now, clock) }));
}

/** Reminders of it are off for now. */
export function isSnoozed({ alert }: QueueItem, now: number): boolean {
  return (alert.standing.snoozedUntil ?? 0) > now;
}

/** Nobody has it, or its answer is late. */
export function needsManager({ alert }: QueueItem, now: number): boolean {
  return alert.assignee === undefined || isLate(alert, now);
}
