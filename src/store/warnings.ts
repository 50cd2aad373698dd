import type { Tx } from './db.ts';

/**
 * What works, and not as whoever set it up may think, in sentences without personal data: reps whom the chat does not know, and
 * webhooks that are called no more. Empty when there is nothing of it.
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
    ...(unknown === 0 ? [] : [`${counted(unknown, 'rep')} not found in Slack: hot-lead slack reps says who, and why`]),
    ...(over === 0 ? [] : [`${counted(over, 'webhook')} called no more: hot-lead hooks says which, and why`]),
  ];
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what} is` : `${count} ${what}s are`;
}
