import { json, type Tx, timestamp, withoutNulls } from './db.ts';
import { newestRecord } from './looks.ts';

export type Delivery = {
  episode: string;
  step: string;
  channel: string;
  place: string;
  message: string;
  repeated: boolean;
};

/** Keeps where a message went, for later edits and threads. */
export async function saveDeliveries(tx: Tx, workspace: string, deliveries: Delivery[], now: number): Promise<void> {
  if (deliveries.length === 0) return;
  await tx.query(
    `insert into deliveries (workspace, episode, step, channel, place, message, repeated, posted_at)
     select $1, episode, step, channel, place, message, repeated, $3
     from jsonb_to_recordset($2::jsonb)
       as d(episode uuid, step uuid, channel text, place text, message text, repeated boolean)`,
    [workspace, json(deliveries), timestamp(now)],
  );
}

/** What an alert or a task says of its episode, as it stands now. */
export type AlertSubject = {
  episode: string;
  lead: string;
  /** Contacted, or closed. */
  isOver: boolean;
  record: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  phone?: string;
  jobTitle?: string;
  company?: string;
  score: number;
  tier: 1 | 2;
  reasons: string[];
  /** When the reasons were told. */
  reasonsAt: number;
  triggerAt: number;
  respondBy: number;
  routingNote: string;
  hotUntil?: number;
  /** What they wrote themselves around the time they became hot. */
  quote?: string;
  owner?: string;
  assignee?: string;
  assigneeId?: string;
  assigneeEmail?: string;
  assigneeZone?: string;
};

/** The people and reps of these episodes. */
export async function alertSubjects(
  tx: Tx,
  workspace: string,
  episodes: string[],
  crm: string,
): Promise<AlertSubject[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select e.id as episode, e.lead, e.state in ('contacted', 'closed') as "isOver", ${newestRecord('e.lead', '$3')} as record, l.first_name as "firstName", l.last_name as "lastName",
       l.email, l.phone, l.job_title as "jobTitle", l.company, e.score, e.tier, e.reasons, e.trigger_at as "triggerAt",
       e.respond_by as "respondBy", e.routing_note as "routingNote", e.hot_until as "hotUntil",
       greatest(e.opened_at, e.trigger_at) as "reasonsAt",
       (select s.evidence from signals s where s.workspace = $1 and s.lead = e.lead and s.evidence is not null
          and s.at > e.trigger_at - interval '2 days' order by s.at desc limit 1) as quote, o.name as owner, a.name as assignee,
       e.assignee as "assigneeId",
       a.email as "assigneeEmail", a.time_zone as "assigneeZone"
     from episodes e
     join leads l on l.workspace = e.workspace and l.id = e.lead
     left join reps o on o.workspace = e.workspace and o.id = e.owner
     left join reps a on a.workspace = e.workspace and a.id = e.assignee
     where e.workspace = $1 and e.id = any($2)`,
    [workspace, episodes, `${crm}:contact`],
  );
  return rows.map((row) => withoutNulls(row) as AlertSubject);
}

/** Where a reader of a stream got to. */
export async function readCursor(tx: Tx, workspace: string, id: string): Promise<string | undefined> {
  const rows = await tx.query<{ value: string }>('select value from cursors where workspace = $1 and id = $2', [
    workspace,
    id,
  ]);
  return rows[0]?.value;
}

/** Moves it, in the same transaction as what was read. */
export async function saveCursor(tx: Tx, workspace: string, id: string, value: string, now: number): Promise<void> {
  await tx.query(
    `insert into cursors values ($1, $2, $3, $4)
     on conflict (workspace, id) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [workspace, id, value, timestamp(now)],
  );
}
