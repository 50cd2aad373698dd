import { json, type Tx, timestamp } from './db.ts';

/** What somebody was answered who pressed something. */
type Answer = { ok: boolean; text: string };

/**
 * Takes a press. Undefined: it is new, and whoever does it answers it by `answerPress` in the same transaction. The same press
 * again waits here for that transaction, and has its answer.
 */
export async function takePress(tx: Tx, workspace: string, key: string, now: number): Promise<Answer | undefined> {
  const added = await tx.query(
    "insert into presses (workspace, key, at, answer) values ($1, $2, $3, '{}') on conflict do nothing returning key",
    [workspace, key, timestamp(now)],
  );
  if (added.length > 0) return undefined;
  const [row] = await tx.query<{ answer: Answer }>('select answer from presses where workspace = $1 and key = $2', [
    workspace,
    key,
  ]);
  if (row === undefined) throw new Error('store: a press is neither new nor known');
  return row.answer;
}

/** Keeps what a press was answered. */
export async function answerPress(tx: Tx, workspace: string, key: string, answer: Answer): Promise<void> {
  await tx.query('update presses set answer = $3 where workspace = $1 and key = $2', [workspace, key, json(answer)]);
}

/** Forgets what was pressed before `before`: no chat sends it again. */
export async function forgetPresses(tx: Tx, workspace: string, before: number): Promise<void> {
  await tx.query('delete from presses where workspace = $1 and at < $2', [workspace, timestamp(before)]);
}
