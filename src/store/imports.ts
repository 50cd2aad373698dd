import { type Tx, timestamp, withoutNulls } from './db.ts';

/** How far the first import of a CRM's people is. Times are epoch ms. */
export type Import = {
  startedAt: number;
  /** About, as counted at the start. */
  total: number;
  done: number;
  /** Of those done: could not be understood, and are read again apart. */
  unreadable: number;
  /** Where the next page begins; none before the first and after the last. */
  cursor?: string;
  state: 'running' | 'done';
  changedAt: number;
  finishedAt?: number;
};

const COLUMNS = `started_at as "startedAt", total, done, unreadable, cursor, state, changed_at as "changedAt",
  finished_at as "finishedAt"`;

/** Undefined when none began. */
async function importOf(tx: Tx, workspace: string, crm: string): Promise<Import | undefined> {
  const [row] = await tx.query<Record<string, unknown>>(
    `select ${COLUMNS} from imports where workspace = $1 and id = $2`,
    [workspace, crm],
  );
  return row && (withoutNulls(row) as Import);
}

/** The same, for whoever moves it on: nobody else does until the end of the transaction. */
async function lockImport(tx: Tx, workspace: string, crm: string): Promise<Import | undefined> {
  const [row] = await tx.query<Record<string, unknown>>(
    `select ${COLUMNS} from imports where workspace = $1 and id = $2 for update`,
    [workspace, crm],
  );
  return row && (withoutNulls(row) as Import);
}

/** Begins one, unless it began before. */
async function beginImport(tx: Tx, workspace: string, crm: string, total: number, now: number): Promise<void> {
  await tx.query(
    `insert into imports (workspace, id, started_at, total, changed_at) values ($1, $2, $3, $4, $3) on conflict do nothing`,
    [workspace, crm, timestamp(now), total],
  );
}

/** A page more is kept; without a cursor it was the last. */
async function moveImport(
  tx: Tx,
  workspace: string,
  crm: string,
  page: { people: number; unreadable: number; cursor: string | undefined },
  now: number,
): Promise<void> {
  await tx.query(
    `update imports set done = done + $3::int, unreadable = unreadable + $4::int, cursor = $5, changed_at = $6,
       state = case when $5::text is null then 'done' else state end,
       finished_at = case when $5::text is null then $6::timestamptz end
     where workspace = $1 and id = $2`,
    [workspace, crm, page.people + page.unreadable, page.unreadable, page.cursor ?? null, timestamp(now)],
  );
}

/** How many leads have news that no look has seen; at most `limit`. */
async function looksWaiting(tx: Tx, workspace: string, limit: number): Promise<number> {
  const [row] = await tx.query<{ waiting: number }>(
    `select count(*) as waiting from
       (select from leads where workspace = $1 and wanted_seq > done_seq limit $2) w`,
    [workspace, limit],
  );
  return row?.waiting ?? 0;
}

/** What a transaction may do with the first import. */
export function importRows(tx: Tx, workspace: string) {
  return {
    importOf: (crm: string) => importOf(tx, workspace, crm),
    lockImport: (crm: string) => lockImport(tx, workspace, crm),
    beginImport: (crm: string, total: number, now: number) => beginImport(tx, workspace, crm, total, now),
    moveImport: (crm: string, page: Parameters<typeof moveImport>[3], now: number) =>
      moveImport(tx, workspace, crm, page, now),
    looksWaiting: (limit: number) => looksWaiting(tx, workspace, limit),
  };
}
