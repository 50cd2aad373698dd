import { json, type Tx, timestamp, withoutNulls } from './db.ts';
import { recordsChanged } from './episodeRecords.ts';

/** One copy of an alert that can still be edited. */
export type Copy = {
  id: string;
  episode: string;
  channel: string;
  place: string;
  message: string;
  surface: 'assignee' | 'person' | 'channel';
  reader?: string;
  rep?: string;
  note?: string;
  thread?: string;
  shown?: string;
  repeated: boolean;
  /** It is of an earlier round, which ended so. */
  past?: PastRound;
};

/** How a round ended that another one followed: somebody was in touch. */
export type PastRound = {
  tier: 1 | 2;
  contactedAt: number;
  contactKind: string;
  contactedBy?: string;
  assignee?: string;
  assigneeId?: string;
};

/** What is kept of an episode whose record the CRM has no more: nothing of the person. */
export type GoneEpisode = {
  episode: string;
  score: number;
  tier: 1 | 2;
  respondBy: number;
  closedAt?: number;
  closedAs?: 'won' | 'lost' | 'not_a_fit' | 'cooled' | 'duplicate';
  cardSeq: number;
};

/** Copies older than this are left as they are: nobody scrolls so far. */
const OLD = "interval '30 days'";

/**
 * Something happened to these episodes: whatever shows them is to show it, the CRM's own reports too. Answers the ids of the steps
 * that edit messages. An edit that is under way goes on, and is made once more when it is done.
 */
export async function cardsChanged(tx: Tx, workspace: string, episodes: string[], now: number): Promise<string[]> {
  if (episodes.length === 0) return [];
  await recordsChanged(tx, workspace, episodes, now);
  await tx.query('update episodes set card_seq = card_seq + 1 where workspace = $1 and id = any($2)', [
    workspace,
    episodes,
  ]);
  const rows = await tx.query<{ id: string }>(
    `insert into steps (workspace, kind, key, subject, created_at, due_at)
     select distinct $1, 'card', 'card:' || d.episode, d.episode::text, $3::timestamptz, $3::timestamptz from deliveries d
     where d.workspace = $1 and d.episode = any($2) and d.kind = 'alert' and d.settled_at is null
     order by 3
     on conflict (workspace, key) do update set done_at = null, failed_at = null, outcome = null, attempts = 0,
       due_at = case when steps.done_at is null and steps.failed_at is null then steps.due_at else excluded.due_at end
     returning id`,
    [workspace, episodes, timestamp(now)],
  );
  return rows.map(({ id }) => id);
}

/** All copies of these episodes' alerts, with those of others that stand in the same messages; oldest first. */
export async function copiesOf(tx: Tx, workspace: string, episodes: string[], now: number): Promise<Copy[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select d.id, d.episode, d.channel, d.place, d.message, d.surface, d.reader, d.rep, d.note, d.thread, d.shown, d.repeated,
       r.tier, r.contacted_at as "contactedAt", r.contact_kind as "contactKind", c.name as "contactedBy", a.name as assignee,
       r.assignee as "assigneeId"
     from deliveries d
     left join episodes e on e.workspace = $1 and e.id = d.episode and e.round > d.round
     left join rounds r on r.workspace = $1 and r.episode = e.id and r.round = d.round and r.contacted_at is not null
     left join reps c on c.workspace = $1 and c.id = r.contact_rep
     left join reps a on a.workspace = $1 and a.id = r.assignee
     where d.workspace = $1 and d.kind = 'alert' and d.settled_at is null
       and d.posted_at > $3::timestamptz - ${OLD}
       and (d.channel, d.place, d.message) in (
         select m.channel, m.place, m.message from deliveries m
         where m.workspace = $1 and m.episode = any($2) and m.kind = 'alert' and m.settled_at is null)
     order by d.posted_at, d.id`,
    [workspace, episodes, timestamp(now)],
  );
  return rows.map(copyOf);
}

function copyOf(row: Record<string, unknown>): Copy {
  const { tier, contactedAt, contactKind, contactedBy, assignee, assigneeId, ...copy } = row;
  const past = withoutNulls({ tier, contactedAt, contactKind, contactedBy, assignee, assigneeId });
  return { ...withoutNulls(copy), ...('contactedAt' in past && { past }) } as Copy;
}

/** What these copies show now; `settled`: they cannot be edited any more. */
export async function saveShown(
  tx: Tx,
  workspace: string,
  copies: { id: string; shown: string; settled: boolean }[],
  now: number,
): Promise<void> {
  if (copies.length === 0) return;
  await tx.query(
    `update deliveries d set shown = c.shown, settled_at = case when c.settled then $3::timestamptz end
     from jsonb_to_recordset($2::jsonb) as c(id uuid, shown text, settled boolean) where d.workspace = $1 and d.id = c.id`,
    [workspace, json(copies), timestamp(now)],
  );
}

/** How often something happened to these episodes, each locked until the transaction ends. */
export async function cardSeqs(tx: Tx, workspace: string, episodes: string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: string; seq: number }>(
    'select id, card_seq as seq from episodes where workspace = $1 and id = any($2) order by id for update',
    [workspace, episodes],
  );
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

/** These episodes without their people. */
export async function goneEpisodes(tx: Tx, workspace: string, episodes: string[]): Promise<GoneEpisode[]> {
  if (episodes.length === 0) return [];
  const rows = await tx.query<Record<string, unknown>>(
    `select id as episode, score, tier, respond_by as "respondBy", closed_at as "closedAt", closed_as as "closedAs",
       card_seq as "cardSeq"
     from episodes where workspace = $1 and id = any($2)`,
    [workspace, episodes],
  );
  return rows.map((row) => withoutNulls(row) as GoneEpisode);
}
