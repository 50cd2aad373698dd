import { askRows } from './ask-rows.ts';
import type { Org, Row, Sent } from './org.ts';
import { queueQuestion } from './prepare-settings.ts';
import { among } from './soql.ts';

/** How this org speaks of tasks. */
export type TaskWords = {
  /** The org's own value for a high priority; undefined where none is called high. */
  highPriority: string | undefined;
  /** What a task is when it is done. */
  done: string | undefined;
  /** The queue for tasks that are nobody's, where one is configured and there. */
  queue: string | undefined;
  /** A task in one of these waits to be done; in any other a person has put it off, or waits for somebody. */
  open: string[];
  /** The owner's IANA zone; the org's where the owner is a queue, or nobody. */
  zoneOf(ownerId: string | undefined): string;
};

/** Words and zones seldom change, and every task needs them. */
const keptMs = 3_600_000;
/** Owners of one question. */
const mostOwners = 200;

type Kept = { at: number; words: Omit<TaskWords, 'zoneOf'>; orgZone: string; zones: Map<string, string> };

/**
 * Reads the org's words for tasks, and the zones of these owners, at most 200: one call at most every hour, or for an owner not seen
 * before.
 */
export function taskWordsReader(
  org: Org,
  now: () => number,
  taskQueue?: string,
): (sent: Sent, ownerIds: string[]) => Promise<TaskWords> {
  let kept: Kept | undefined;
  return async (sent, ownerIds) => {
    const reading = { ...sent, what: 'read how the org keeps tasks' };
    if (kept === undefined || now() - kept.at >= keptMs) {
      const owners = [...new Set([...ownerIds, ...(kept?.zones.keys() ?? [])])].slice(0, mostOwners);
      kept = await readAll(org, reading, { ownerIds: owners, taskQueue }, now());
    }
    const { words, orgZone, zones } = kept;
    const unknown = ownerIds.filter((id) => !zones.has(id));
    if (unknown.length > 0) {
      const found = await askRows(org, reading, { users: zonesQuestion(unknown) });
      keepZones(zones, unknown, found.users);
    }
    return { ...words, zoneOf: (ownerId) => zones.get(ownerId ?? '') || orgZone };
  };
}

async function readAll(
  org: Org,
  sent: Sent,
  { ownerIds, taskQueue }: { ownerIds: string[]; taskQueue: string | undefined },
  at: number,
): Promise<Kept> {
  const { statuses, priorities, account, users, queues } = await askRows(org, sent, {
    statuses: 'SELECT ApiName, IsClosed, IsDefault FROM TaskStatus ORDER BY SortOrder',
    priorities: 'SELECT ApiName, IsHighPriority FROM TaskPriority ORDER BY SortOrder',
    account: 'SELECT TimeZoneSidKey FROM Organization',
    users: ownerIds.length > 0 ? zonesQuestion(ownerIds) : undefined,
    queues: taskQueue === undefined ? undefined : queueQuestion(taskQueue),
  });
  const zones = new Map<string, string>();
  keepZones(zones, ownerIds, users);
  return {
    at,
    words: { ...wordsOf(statuses, priorities), queue: queues[0] && text(queues[0], 'Id') },
    orgZone: text(account[0] ?? {}, 'TimeZoneSidKey') || 'UTC',
    zones,
  };
}

function zonesQuestion(ownerIds: string[]): string {
  return `SELECT Id, TimeZoneSidKey FROM User WHERE Id IN ${among(new Set(ownerIds))}`;
}

/** Of an owner whom the org does not tell of nothing more will be found out by asking again. */
function keepZones(zones: Map<string, string>, asked: string[], found: Row[]): void {
  for (const id of asked) zones.set(id, '');
  for (const row of found) zones.set(text(row, 'Id'), text(row, 'TimeZoneSidKey'));
}

function wordsOf(statuses: Row[], priorities: Row[]): Omit<Kept['words'], 'queue'> {
  const named = (rows: Row[], flag: string) =>
    rows.filter((row) => row[flag] === true).map((row) => text(row, 'ApiName'));
  const closed = named(statuses, 'IsClosed');
  const high = named(priorities, 'IsHighPriority');
  const begun = ['Not Started', 'In Progress', ...named(statuses, 'IsDefault')];
  return {
    highPriority: high.includes('High') ? 'High' : high[0],
    done: closed.includes('Completed') ? 'Completed' : closed[0],
    open: begun.filter((status) => !closed.includes(status)),
  };
}

function text(row: Row, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value : '';
}
