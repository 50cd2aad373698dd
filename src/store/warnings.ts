import { z } from 'zod';
import type { Tx } from './db.ts';
import { saveCursor } from './deliveries.ts';

const sentences = z.array(z.string());

/** Keeps what a person must still do before the product can write all it has to this CRM; forgets what was kept before. */
export async function noteUnready(
  tx: Tx,
  workspace: string,
  crm: string,
  problems: string[],
  now: number,
): Promise<void> {
  await saveCursor(tx, workspace, `unready:${crm}`, JSON.stringify(problems), now);
}

/** What the last look at the workspace's CRM found missing, in sentences; empty once all is there. */
export async function unreadyOf(tx: Tx, workspace: string): Promise<string[]> {
  const rows = await tx.query<{ value: string }>(
    `select value from cursors where workspace = $1 and starts_with(id, 'unready:') order by id`,
    [workspace],
  );
  return [...new Set(rows.flatMap(({ value }) => sentences.parse(JSON.parse(value))))];
}

/**
 * What works, and not as whoever set it up may think, in sentences without personal data: what the CRM lacks, reps whom the chat does
 * not know, and webhooks that are called no more. Empty when there is nothing of it.
 */
export async function warningsOf(tx: Tx, workspace: string): Promise<string[]> {
  const [found] = await tx.query<{ unknown: number; over: number }>(
    `select
       (select count(*) from reps where workspace = $1 and active and chat_id is null and chat_trouble is not null) as unknown,
       (select count(*) from hooks where workspace = $1 and disabled_at is not null) as over`,
    [workspace],
  );
  const { unknown = 0, over = 0 } = found ?? {};
  return [
    ...(await unreadyOf(tx, workspace)),
    ...(unknown === 0 ? [] : [`${counted(unknown, 'rep')} not found in Slack: hot-lead slack reps says who, and why`]),
    ...(over === 0 ? [] : [`${counted(over, 'webhook')} called no more: hot-lead hooks says which, and why`]),
  ];
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what} is` : `${count} ${what}s are`;
}
