import { close } from '../domain/episodes.ts';
import type { Apart } from '../store/leadIds.ts';
import type { Rows } from '../store/store.ts';
import { finishStep } from './finished.ts';
import type { Workspace } from './parts.ts';

const BECAUSE = 'its record is gone from the CRM';

/**
 * Leads that proved to be somebody else who is known give way to that one, who has their signals from now on: their records are
 * nobody's until they are read again, and an episode of theirs is over. Safe twice.
 */
export async function giveWay(rows: Rows, ws: Workspace, apart: Apart[], now: number): Promise<void> {
  if (apart.length === 0) return;
  await rows.uniteLeads(apart, now);
  await forgetGone(
    rows,
    ws,
    apart.map(({ record }) => record),
    now,
  );
}

/**
 * Forgets records that the CRM has no more, deleted or merged into others. Of a lead that has none left the episode is over:
 * nobody has it, waits for it or is called to account for it any more. The others are known by a record that is left, which is read
 * again. Safe twice.
 */
export async function forgetGone(rows: Rows, ws: Workspace, records: string[], now: number): Promise<void> {
  const left = await rows.recordsBeside(ws.crm.kind, records);
  const open = await rows.forgetRecords(ws.crm.kind, records);
  const readings = left.map((record) => ({
    kind: 'read' as const,
    key: `read:${record}:left:${now}`,
    subject: record,
    dueAt: now,
  }));
  await rows.addSteps(readings, now);
  if (left.length > 0) await rows.recordsKnownAs(ws.crm.kind, left, now);
  if (open.length === 0) return;
  // Nobody can answer it any more: like a duplicate's, its wait ends here.
  const as = 'duplicate';
  await rows.changeEpisodes(open.map((episode) => ({ ...episode, ...close(episode, now, as) })));
  await rows.closeRounds(open.map(({ id }) => ({ id, closedAt: now, closedAs: as })));
  await rows.addSteps(
    open.map((episode) => finishStep(episode, now)),
    now,
  );
  await rows.cardsChanged(
    open.map(({ id }) => id),
    now,
  );
  const entries = open.map(({ id, lead, state, round, openedAt }) => ({
    lead,
    kind: 'close' as const,
    watermark: 0,
    inputs: { state, openedAt, because: BECAUSE },
    outcome: { episode: id, round, as, at: now },
  }));
  await rows.saveDecisions(entries, await ws.deciding(rows), now);
  // Whoever waits for room may have some now.
  await rows.wakeWaiting('route', now);
}
