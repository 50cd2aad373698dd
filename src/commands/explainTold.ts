import type { Told } from '../domain/story/story.ts';
import { assigneeAt } from '../domain/story/storyWork.ts';
import { type Tx, withoutNulls } from '../store/db.ts';

/** For whom a message was. `told` is said instead where it went to nobody. */
export type Meant = { to?: 'assignee' | 'shared'; rep?: string; person?: string; channel?: string; told?: string };

/** For whom each of these steps was, by its id. */
export async function meantBy(
  tx: Tx,
  workspace: string,
  steps: readonly { id: string }[],
): Promise<Map<string, Meant>> {
  const rows = await tx.query<{ id: string; meant: Record<string, string | null> }>(
    `select s.id, jsonb_build_object('rep', s.payload ->> 'rep', 'channel', s.payload #>> '{to,channel}',
       'to', case when jsonb_typeof(s.payload -> 'to') = 'string' then s.payload ->> 'to' end,
       'person', coalesce((select min(r.name) from reps r where r.workspace = $1 and lower(r.email) = lower(s.payload #>> '{to,email}')),
         s.payload #>> '{to,email}'), 'told', s.outcome ->> 'told') as meant
     from steps s where s.workspace = $1 and s.kind in ('alert', 'post') and s.id = any($2)`,
    [workspace, steps.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, meant }) => [id, withoutNulls(meant) as Meant]));
}

/** "Ann Rep": who was meant by a message of that time; undefined where nobody knows. */
export function meantInWords(
  { to, rep, person, channel }: Meant,
  at: number,
  told: Pick<Told, 'decisions' | 'name'>,
): string | undefined {
  if (rep !== undefined) return told.name(rep);
  if (to === 'shared') return 'everyone there';
  return person ?? channel ?? (to === 'assignee' ? assigneeAt(at, told) : undefined);
}
