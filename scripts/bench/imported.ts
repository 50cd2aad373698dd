import type { Db } from '../../src/store/db.ts';

/** What an import has left in a workspace; `done` are people that were listed. */
export type Kept = { leads: number; signals: number; episodes: number; unwritten: number; done: number };

/** Whether half of the people were listed: the time to kill who imports them. */
export async function halfDone(db: Db, workspace: string, people: number): Promise<boolean> {
  const [row] = await db.inWorkspace(workspace, (tx) => tx.query<{ done: number }>('select done from imports'));
  return (row?.done ?? 0) >= people / 2;
}

export async function keptIn(db: Db, workspace: string): Promise<Kept> {
  const [row] = await db.inWorkspace(workspace, (tx) =>
    tx.query<Kept>(
      `select (select count(*) from leads) as leads, (select count(*) from signals) as signals,
         (select count(*) from episodes) as episodes, (select done from imports) as done,
         (select count(*) from crm_writes where wanted <> '{}' or sending <> '{}') as unwritten`,
    ),
  );
  return row as Kept;
}
