import type { DecisionEntry, OwnedEpisode } from '../domain/decision.ts';
import { close } from '../domain/episodes.ts';
import { isDisqualifying } from '../domain/fit/suppression.ts';
import type { DueLead } from '../store/looks.ts';
import type { Rows } from '../store/store.ts';
import { ROOM, statusesAfter } from './contacts.ts';
import type { Deciding } from './deciding.ts';
import { hookNews } from './hookNews.ts';
import { closeNotAFit } from './notAFit.ts';
import type { Parts, Workspace } from './parts.ts';

type Dismissed = { lead: DueLead; open: OwnedEpisode; because: string };

/**
 * Whoever gives a hot lead a Lead Status by which it is none has said what "Not a fit" says: its episode is closed as that button
 * closes it, before the lead is looked at. Answers the leads, all of them, as they are then.
 */
export async function closeDisqualified(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  { leads, deciding, now }: { leads: DueLead[]; deciding: Deciding; now: number },
): Promise<DueLead[]> {
  const dismissed = await dismissedOf(rows, deciding, leads);
  if (dismissed.length === 0) return leads;
  await closeNotAFit(
    rows,
    dismissed.map(({ open: episode, because }) => ({ episode, because })),
    now,
  );
  await rows.saveDecisions(
    dismissed.map((each) => entryOf(each, now)),
    deciding,
    now,
  );
  await statusesOver(rows, ws, deciding, dismissed, now);
  await tellClosed(rows, ws, dismissed, now);
  // Whoever had them has room for the next.
  await rows.wakeWaiting('route', now, ROOM);
  for (const { lead, open, because } of dismissed)
    parts.tell('closed', `contact ${lead.record}: not a fit, by its ${because}`, { lead: lead.id, episode: open.id });
  const isDismissed = new Set(dismissed.map(({ lead }) => lead.id));
  return leads.map((lead) => (isDismissed.has(lead.id) ? closed(lead, now) : lead));
}

/** Of the leads those whose status became such a one since their clock began, and not by us: contact brings back what it was before. */
async function dismissedOf(rows: Rows, deciding: Deciding, leads: DueLead[]): Promise<Dismissed[]> {
  const said = leads.flatMap((lead): Dismissed[] => {
    const { open, status, statusAt = -Infinity } = lead;
    if (open === undefined || !isDisqualifying(status, deciding.model)) return [];
    if (statusAt <= Math.max(open.openedAt, open.triggerAt)) return [];
    return [{ lead, open, because: `Lead Status ${status} in the CRM` }];
  });
  if (said.length === 0) return [];
  const statusAfter = await statusesAfter(
    rows,
    deciding,
    said.map(({ open }) => open.id),
  );
  return said.filter(({ lead, open }) => open.state !== 'contacted' || statusAfter(open.id) !== lead.status);
}

function entryOf({ lead, open, because }: Dismissed, now: number): DecisionEntry {
  const { id, round, state, openedAt } = open;
  const { status, statusAt, wantedSeq: watermark } = lead;
  const inputs = { deed: 'not_a_fit', name: 'somebody', reason: because, status, statusAt, state, openedAt };
  return { lead: lead.id, kind: 'close', watermark, inputs, outcome: { episode: id, round, as: 'not_a_fit', at: now } };
}

/** Where the CRM shows the hot one all the same it is over, unless contact wrote what follows. */
async function statusesOver(rows: Rows, ws: Workspace, deciding: Deciding, dismissed: Dismissed[], now: number) {
  const over = dismissed.filter(({ open }) => open.state !== 'contacted');
  const statusAfter = await statusesAfter(
    rows,
    deciding,
    over.map(({ open }) => open.id),
  );
  await rows.wantWrites(
    over.map(({ lead, open }) => ({
      record: `${ws.crm.kind}:${lead.record}`,
      lead: lead.id,
      fields: { statusAfter: statusAfter(open.id), hotStatus: null },
    })),
    now,
  );
}

async function tellClosed(rows: Rows, ws: Workspace, dismissed: Dismissed[], now: number): Promise<void> {
  await rows.cardsChanged(
    dismissed.map(({ open }) => open.id),
    now,
  );
  const news = dismissed.map(({ open, because }) => {
    return { type: 'alert.not_a_fit' as const, episode: open.id, more: { because } };
  });
  await hookNews(rows, ws, news, now);
}

function closed({ open, ...lead }: DueLead, now: number): DueLead {
  return open === undefined ? lead : { ...lead, lastClosed: close(open, now, 'not_a_fit') };
}
