import type { Change } from '../crm/crm.ts';
import type { NewStep } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { giveWay } from './gone.ts';
import type { Workspace } from './parts.ts';

/** Keeps what is to be read, or forgotten, because of changes; once for each change. Answers the steps that are new. */
export async function keepChanges(
  rows: Rows,
  ws: Workspace | undefined,
  changes: Change[],
  kind: 'read' | 'catchup',
  now: number,
): Promise<string[]> {
  const merges = changes.flatMap((change) => (change.into === undefined ? [] : [{ ...change, into: change.into }]));
  const also = await intoErased(rows, ws, merges);
  // A webhook may tell of two that became a third, and which of them it is says its address.
  if (ws !== undefined && kind === 'catchup') {
    const left = merges.filter((merge) => !also.includes(merge));
    await goOn(
      rows,
      ws,
      left.map(({ leadId: record, into }) => ({ record, into })),
      now,
    );
  }
  const [erasures, readings] = [changes.filter(({ erase }) => erase), changes.filter(({ erase }) => !erase)];
  const steps = [...readings.map(readStep(kind, now)), ...[...erasures, ...also].map(eraseStep(now))];
  return rows.addSteps(steps, now);
}

/** Whoever was known as a record that went into another is known as that one; of two who were known one goes on. */
async function goOn(rows: Rows, ws: Workspace, merges: { record: string; into: string }[], now: number): Promise<void> {
  const merged = Map.groupBy(merges, ({ into }) => into);
  const people = [...merged].map(([record, gone]) => ({ record, also: gone.map((merge) => merge.record) }));
  await giveWay(rows, ws, await rows.recordsApart(ws.crm.kind, people), now);
  await rows.goOnAs(ws.crm.kind, merges);
}

/** Merges are kept; what went into somebody who asked to be forgotten goes with them. */
async function intoErased(
  rows: Rows,
  ws: Workspace | undefined,
  merges: (Change & { into: string })[],
): Promise<Change[]> {
  if (ws === undefined || merges.length === 0) return [];
  const pairs = merges.map(({ leadId: record, into }) => ({ record, into }));
  const late = await rows.keepMerges(ws.crm.kind, pairs);
  return merges.filter(({ leadId }) => late.includes(leadId));
}

function readStep(kind: 'read' | 'catchup', dueAt: number): (change: Change) => NewStep {
  return (change) => ({ kind, key: `read:${change.key}`, subject: change.leadId, dueAt });
}

/** Its key is gone once somebody is forgotten: told again, there is nobody to forget. */
function eraseStep(dueAt: number): (change: Change) => NewStep {
  return (change) => ({ kind: 'erase', key: `erase:${change.key}`, subject: change.leadId, dueAt });
}
