import { type Tx, timestamp } from './db.ts';

/** A poller that did not get through for this long is a trouble: it tries every half minute. */
const SILENT_MS = 300_000;
const DAY_MS = 86_400_000;

/**
 * What keeps this workspace from working, in sentences without personal data: a poller that is silent, and rows that were given
 * up in the last day. Somebody else's receiver of webhooks that fails is their trouble. Empty when everything works.
 */
export async function troublesOf(tx: Tx, workspace: string, now: number): Promise<string[]> {
  const silent = await tx.query<{ subject: string; error: string | null }>(
    `select s.subject, s.last_error as error from steps s
     left join cursors c on c.workspace = s.workspace and c.id = s.subject
     where s.workspace = $1 and s.kind = 'pull' and coalesce(c.updated_at, s.created_at) < $2`,
    [workspace, timestamp(now - SILENT_MS)],
  );
  const partly = await tx.query<{ subject: string; error: string }>(
    `select substr(id, 8) as subject, value as error from cursors
     where workspace = $1 and starts_with(id, 'partly:') and updated_at < $2`,
    [workspace, timestamp(now - SILENT_MS)],
  );
  const failed = await tx.query<{ kind: string; count: number; error: string | null }>(
    `select kind, count(*) as count, max(last_error) as error from steps
     where workspace = $1 and failed_at > $2 and kind <> 'hook' group by kind`,
    [workspace, timestamp(now - DAY_MS)],
  );
  return [
    ...partly.map(({ subject, error }) => `${subject} gets through in part only, for five minutes: ${error}`),
    ...silent.map(
      ({ subject, error }) => `${subject} has not got through for five minutes: ${error ?? 'no answer yet'}`,
    ),
    ...failed.map(
      ({ kind, count, error }) => `${count} of kind ${kind} given up in the last day: ${error ?? 'no reason kept'}`,
    ),
  ];
}
