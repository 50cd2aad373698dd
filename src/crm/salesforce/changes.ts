import type { Change, Crm } from '../crm.ts';
import { absent, advance, openSweep, type Position, type Sweep } from './changes-position.ts';
import { earlyMs, foundIn, nameOf, questionOf, streams, type Stream } from './changes-streams.ts';
import type { Org, Row } from './org.ts';

const usualPageSize = 2_000;

/**
 * `Crm.changesSince`, by SystemModstamp: Leads and Contacts, thrown away ones too, and what happens beside them (tasks, events,
 * recorded signals, campaign members, mails), which names the person to be read again; and who is to be forgotten, however long ago
 * that was said. One call while little changes, and another in each five minutes, for events, mails and who is to be forgotten: one
 * that leaves no task is told that much later. A merged record and a converted Lead say `into`. The cursor is opaque and survives
 * restarts; an unreadable one starts at `startAt` again, which repeats and loses nothing. What is emptied out of the recycle bin
 * before it is looked at is told by no change.
 */
export function changesSince(
  org: Pick<Org, 'describe' | 'queries'>,
  now: () => number,
  pageSize = usualPageSize,
): Crm['changesSince'] {
  return async (cursor, startAt) => {
    const readAt = now();
    const startOf = (name: string) => (streamOf(name)?.ever ? 0 : startAt);
    const isResting = (name: string, lastAt: number) => isEarly(name, lastAt, readAt);
    const sweep = openSweep(cursor, startOf, readAt, streams.map(nameOf), isResting);
    const pages = await readPages(org, sweep, pageSize);
    const next = { ...sweep, streams: { ...sweep.streams, ...positionsAfter(sweep, pages, pageSize) } };
    const asOf = underWayAt(pages, readAt);
    const found = pages.flatMap(({ stream, rows }) => rows?.flatMap((row) => foundIn(stream, row, asOf) ?? []) ?? []);
    const changes = found.toSorted((a, b) => a.at - b.at).flatMap(({ change }) => change ?? []);
    const more = Object.values(next.streams).some(({ done }) => !done);
    return { changes: onceEach(changes), cursor: JSON.stringify(next), more };
  };
}

/** What is read seldom is read by the first sweep of each span of its length. */
function isEarly(name: string, lastAt: number, now: number): boolean {
  const everyMs = streamOf(name)?.everyMs;
  return everyMs !== undefined && Math.floor(lastAt / everyMs) === Math.floor(now / everyMs);
}

function streamOf(name: string): Stream | undefined {
  return streams.find((stream) => nameOf(stream) === name);
}

/** So far our clock may be ahead of the org's; less than sweeps overlap. */
const aheadMs = 120_000;

/**
 * When the pages were read, by the org's clock as far as they tell it: to a clock of ours that is ahead, the second under way would
 * be over. The newest second told is taken for it while that may be.
 */
function underWayAt(pages: Page[], readAt: number): number {
  const told = pages.flatMap(
    ({ stream, rows }) => rows?.flatMap((row) => foundIn(stream, row, readAt)?.at ?? []) ?? [],
  );
  const newest = told.reduce((latest, at) => Math.max(latest, at), 0);
  return newest > readAt - aheadMs ? Math.min(readAt, Math.floor(newest / 1_000) * 1_000 + earlyMs - 1) : readAt;
}

/** `rows` is undefined where the org does not have it. */
type Page = { stream: Stream; position: Position; rows: Row[] | undefined };

async function readPages(org: Pick<Org, 'describe' | 'queries'>, sweep: Sweep, pageSize: number): Promise<Page[]> {
  const waiting = streams.flatMap((stream) => {
    const position = sweep.streams[nameOf(stream)];
    return position && !position.done ? [{ stream, position }] : [];
  });
  const questions = await Promise.all(
    waiting.map(({ stream, position }) => questionOf(org, stream, position, pageSize)),
  );
  const soqls = questions.filter((soql) => soql !== undefined);
  // Nobody is hot before their change is read: this waits last of all.
  const answers = await org.queries({ what: 'read changes', lane: 'now', deleted: true }, soqls);
  let answered = 0;
  return waiting.map((one, index) => ({
    ...one,
    rows: questions[index] === undefined ? undefined : answers[answered++],
  }));
}

function positionsAfter({ startedAt }: Sweep, pages: Page[], pageSize: number): Record<string, Position> {
  const after = pages.map(({ stream, position, rows }): [string, Position] => {
    if (rows === undefined) return [nameOf(stream), absent(position)];
    const last = rows.flatMap((row) => foundIn(stream, row, 0) ?? []).at(-1);
    return [nameOf(stream), advance(position, startedAt, { last, isFull: rows.length >= pageSize })];
  });
  return Object.fromEntries(after);
}

function onceEach(changes: Change[]): Change[] {
  return [...new Map(changes.map((change) => [change.key, change])).values()];
}
