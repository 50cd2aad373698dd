import { type Tx, withoutNulls } from './db.ts';

/** What became of making a task: `task` is the CRM's id once it is there; `waits`: it is still to be made. */
export type MadeTask = { task?: string; waits: boolean };

/** By the keys of the steps that make them; what nobody asked for is absent. */
export async function madeTasks(tx: Tx, workspace: string, keys: string[]): Promise<Map<string, MadeTask>> {
  const rows = await tx.query<Record<string, unknown>>(
    `select key, outcome ->> 'taskId' as task, done_at is null and failed_at is null as waits from steps
     where workspace = $1 and key = any($2)`,
    [workspace, keys],
  );
  return new Map(rows.map(({ key, ...made }) => [key as string, withoutNulls(made) as MadeTask]));
}
