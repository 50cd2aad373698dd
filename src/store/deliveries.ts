import { json, type Tx, timestamp, withoutNulls } from './db.ts';
import { newestRecord } from './looks.ts';

export type Delivery = {
  /** Absent of a notice and a digest. */
  episode?: string;
  /** Of the episode, when it was told. */
  round?: number;
  step: string;
  kind: 'alert' | 'notice' | 'digest' | 'brief';
  channel: string;
  place: string;
  message: string;
  repeated: boolean;
  surface: 'assignee' | 'person' | 'channel';
  /** Whom it reached, as who is asked for: an e-mail, or the name of a place. */
  reader?: string;
  rep?: string;
  /** The lead's company. */
  account?: string;
  note?: string;
  /** The message under which it stands. */
  thread?: string;
  /** What the copy shows, for whoever edits it. */
  shown?: string;
  /** Of a notice and a digest: the leads it names. */
  names?: string[];
};

/** Keeps where a message went, for later edits and threads. */
export async function saveDeliveries(tx: Tx, workspace: string, deliveries: Delivery[], now: number): Promise<void> {
  if (deliveries.length === 0) return;
  await tx.query(
    `insert into deliveries (workspace, episode, round, step, kind, channel, place, message, repeated, surface, reader, rep, account, note,
       thread, shown, posted_at)
     select $1, episode, round, step, kind, channel, place, message, repeated, surface, reader, rep, account, note, thread, shown, $3
     from jsonb_to_recordset($2::jsonb)
       as d(episode uuid, round int, step uuid, kind text, channel text, place text, message text, repeated boolean, surface text,
         reader text, rep uuid, account uuid, note text, thread text, shown text)`,
    [workspace, json(deliveries), timestamp(now)],
  );
  await keepNames(tx, workspace, deliveries, now);
}

async function keepNames(tx: Tx, workspace: string, deliveries: Delivery[], now: number): Promise<void> {
  const named = deliveries.flatMap(({ names = [], kind, channel, place, message }) =>
    names.map((lead) => ({ lead, kind, channel, place, message })),
  );
  if (named.length === 0) return;
  await tx.query(
    `insert into message_leads (workspace, lead, kind, channel, place, message, posted_at)
     select $1, lead, kind, channel, place, message, $3
     from jsonb_to_recordset($2::jsonb) as n(lead uuid, kind text, channel text, place text, message text)
     order by lead on conflict do nothing`,
    [workspace, json(named), timestamp(now)],
  );
}

/** What a message about an episode says of it, as it stands now. */
export type AlertSubject = {
  episode: string;
  round: number;
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
  companySize?: string;
  industry?: string;
  country?: string;
  lifecycle?: string;
  accountId?: string;
  score: number;
  tier: 1 | 2;
  reasons: string[];
  /** When the reasons were told. */
  reasonsAt: number;
  triggerAt: number;
  triggerType?: string;
  /** A fast lane. */
  lane: boolean;
  /** Hot again soon after closing. */
  quiet: boolean;
  respondBy: number;
  routingNote: string;
  hotUntil?: number;
  /** What they wrote themselves around the time they became hot. */
  quote?: string;
  owner?: string;
  ownerId?: string;
  assignee?: string;
  assigneeId?: string;
  assigneeEmail?: string;
  assigneeZone?: string;
  state: 'open' | 'claimed' | 'contacted' | 'closed';
  claimPool?: string;
  claimableBy?: string[];
  claimedBy?: string;
  claimedById?: string;
  claimedAt?: number;
  snoozedUntil?: number;
  contactedAt?: number;
  contactedBy?: string;
  contactedById?: string;
  contactKind?: string;
  closedAt?: number;
  closedAs?: 'won' | 'lost' | 'not_a_fit' | 'cooled' | 'duplicate';
  closedBy?: string;
  closedBecause?: string;
  escalated?: string;
  /** Who was in touch with them in the round before. */
  answeredBefore?: { at: number; by?: string };
  /** Who closed their episode before as not a fit, and why. */
  dismissedBefore?: { at: number; by?: string; because?: string };
  fyi: boolean;
  /** Nobody could be found for it. */
  unassigned: boolean;
  /** Counts what happened to it. */
  cardSeq: number;
};

/** The people and reps of these episodes. */
export async function alertSubjects(
  tx: Tx,
  workspace: string,
  episodes: string[],
  crm: string,
): Promise<AlertSubject[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select e.id as episode, e.round, e.lead, e.state, e.state in ('contacted', 'closed') as "isOver", e.card_seq as "cardSeq",
       ${newestRecord('e.lead', '$3')} as record, l.first_name as "firstName", l.last_name as "lastName",
       l.email, l.phone, l.job_title as "jobTitle", l.company, l.company_size as "companySize", l.industry, l.country, l.lifecycle,
       l.account as "accountId", e.score, e.tier, e.reasons, e.trigger_at as "triggerAt",
       e.facts->>'type' as "triggerType", coalesce((e.facts->>'lane')::boolean, false) as lane,
       coalesce((e.facts->>'quiet')::boolean, false) as quiet,
       e.respond_by as "respondBy", e.routing_note as "routingNote", e.hot_until as "hotUntil",
       greatest(e.opened_at, e.trigger_at) as "reasonsAt",
       (select s.evidence from signals s where s.workspace = $1 and s.lead = e.lead and s.evidence is not null
          and s.at > e.trigger_at - interval '2 days' order by s.at desc limit 1) as quote,
       o.name as owner, e.owner as "ownerId", a.name as assignee, e.assignee as "assigneeId", a.email as "assigneeEmail",
       a.time_zone as "assigneeZone", e.claim_pool as "claimPool", e.claimable_by as "claimableBy", c.name as "claimedBy",
       e.claimed_by as "claimedById", e.claimed_at as "claimedAt", e.snoozed_until as "snoozedUntil",
       coalesce(r.contacted_at, e.first_contact_at) as "contactedAt", h.name as "contactedBy", r.contact_rep as "contactedById", r.contact_kind as "contactKind",
       e.closed_at as "closedAt", e.closed_as as "closedAs", b.name as "closedBy", e.closed_because as "closedBecause",
       e.escalated, e.fyi, e.unassigned, q.contacted_at as "answeredAt", qr.name as "answeredBy",
       p.closed_at as "dismissedAt", p.name as "dismissedBy", p.closed_because as "dismissedBecause"
     from episodes e
     join leads l on l.workspace = e.workspace and l.id = e.lead
     left join rounds r on r.workspace = e.workspace and r.episode = e.id and r.round = e.round
     left join rounds q on q.workspace = e.workspace and q.episode = e.id and q.round = e.round - 1
     left join reps qr on qr.workspace = e.workspace and qr.id = q.contact_rep
     left join lateral (
       select b.closed_at, b.closed_because, n.name from episodes b left join reps n on n.workspace = $1 and n.id = b.closed_by
       where b.workspace = $1 and b.lead = e.lead and b.opened_at < e.opened_at and b.closed_as = 'not_a_fit'
       order by b.opened_at desc limit 1) p on true
     left join reps o on o.workspace = e.workspace and o.id = e.owner
     left join reps a on a.workspace = e.workspace and a.id = e.assignee
     left join reps c on c.workspace = e.workspace and c.id = e.claimed_by
     left join reps h on h.workspace = e.workspace and h.id = r.contact_rep
     left join reps b on b.workspace = e.workspace and b.id = e.closed_by
     where e.workspace = $1 and e.id = any($2)`,
    [workspace, episodes, `${crm}:contact`],
  );
  return rows.filter((row) => row['record'] !== null).map(subjectOf);
}

function subjectOf(row: Record<string, unknown>): AlertSubject {
  const { answeredAt, answeredBy, dismissedAt, dismissedBy, dismissedBecause, ...rest } = row;
  const answered = withoutNulls({ at: answeredAt, by: answeredBy });
  const dismissed = withoutNulls({ at: dismissedAt, by: dismissedBy, because: dismissedBecause });
  return {
    ...withoutNulls(rest),
    ...('at' in answered && { answeredBefore: answered }),
    ...('at' in dismissed && { dismissedBefore: dismissed }),
  } as AlertSubject;
}

/** A message that stands at the head of a thread, and whom it reached. */
export type Root = {
  episode: string;
  channel: string;
  reader: string;
  place: string;
  message: string;
  /** Whose it is: of the episode that is asked about, of an earlier one of the same lead, or of somebody else of the company. */
  of: 'alert' | 'earlier' | 'colleague';
  /** It was told since the episode's newest round began. */
  isOfRound: boolean;
  /** What was said there last, and why. */
  note?: string;
};

/** A reader of an episode, and by what they may have been told of it before. */
export type RootQuestion = {
  episode: string;
  reader: string;
  /** Without it only the episode itself counts; the company only where it is not quiet. */
  lead?: string;
  account?: string;
  quiet?: boolean;
};

const ROOT = `d.channel, d.reader, d.place, d.note, coalesce(d.thread, d.message) as message, d.posted_at as at`;
const STANDS = `d.workspace = $1 and d.kind = 'alert' and d.settled_at is null`;
type Candidate = Root & { at: number };

/**
 * Where these readers were told of these leads before, one a channel: of the same episode, else of an earlier one of a lead that is
 * hot again, else (since `companySince`) of somebody else of the same company. Each is looked up by its own index: as one statement
 * the planner read every delivery.
 */
export async function rootsOf(tx: Tx, workspace: string, asked: RootQuestion[], companySince: number): Promise<Root[]> {
  if (asked.length === 0) return [];
  const found = [
    ...(await ofEpisodes(tx, workspace, asked)),
    ...(await ofEarlier(
      tx,
      workspace,
      asked.filter(({ quiet, lead }) => quiet === true && lead !== undefined),
    )),
    ...(await ofColleagues(
      tx,
      workspace,
      asked.filter(({ quiet, account }) => quiet !== true && account !== undefined),
      companySince,
    )),
  ];
  return nearestOf(found);
}

async function ofEpisodes(tx: Tx, workspace: string, asked: RootQuestion[]): Promise<Candidate[]> {
  return found(
    await tx.query<Record<string, unknown>>(
      `select d.episode, ${ROOT}, 'alert' as of, d.posted_at >= coalesce(r.opened_at, e.opened_at) as "isOfRound"
       from deliveries d join episodes e on e.workspace = $1 and e.id = d.episode
       left join rounds r on r.workspace = $1 and r.episode = e.id and r.round = e.round
       where ${STANDS} and d.episode = any($2)`,
      [workspace, asked.map(({ episode }) => episode)],
    ),
    asked,
    (row, { episode }) => row['episode'] === episode,
  );
}

async function ofEarlier(tx: Tx, workspace: string, asked: RootQuestion[]): Promise<Candidate[]> {
  if (asked.length === 0) return [];
  return found(
    await tx.query<Record<string, unknown>>(
      `select b.id as other, b.lead, ${ROOT}, 'earlier' as of, false as "isOfRound"
       from episodes b join deliveries d on d.episode = b.id and ${STANDS} and d.thread is null
       where b.workspace = $1 and b.lead = any($2)`,
      [workspace, asked.map(({ lead }) => lead)],
    ),
    asked,
    (row, { lead, episode }) => row['lead'] === lead && row['other'] !== episode,
  );
}

async function ofColleagues(
  tx: Tx,
  workspace: string,
  asked: RootQuestion[],
  companySince: number,
): Promise<Candidate[]> {
  if (asked.length === 0) return [];
  return found(
    await tx.query<Record<string, unknown>>(
      `select e.lead, d.account, ${ROOT}, 'colleague' as of, false as "isOfRound"
       from deliveries d join episodes e on e.workspace = $1 and e.id = d.episode
       where ${STANDS} and d.account = any($2) and d.posted_at > $3 and d.thread is null and d.surface = 'assignee'`,
      [workspace, asked.map(({ account }) => account), timestamp(companySince)],
    ),
    asked,
    (row, { account, lead }) => row['account'] === account && row['lead'] !== lead,
  );
}

/** Each row for whoever asked for it. */
function found(
  rows: Record<string, unknown>[],
  asked: RootQuestion[],
  isFor: (row: Record<string, unknown>, question: RootQuestion) => boolean,
): Candidate[] {
  return asked.flatMap((question) =>
    rows
      .filter((row) => row['reader'] === question.reader && isFor(row, question))
      .map((row) => ({ ...withoutNulls(row), episode: question.episode }) as Candidate),
  );
}

const NEARNESS = { alert: 1, earlier: 2, colleague: 3 };

function nearestOf(candidates: Candidate[]): Root[] {
  const sorted = candidates.toSorted((a, b) => NEARNESS[a.of] - NEARNESS[b.of] || b.at - a.at);
  const byReader = Map.groupBy(sorted, ({ episode, reader, channel }) => `${episode} ${reader} ${channel}`);
  return [...byReader.values()].flatMap(([nearest]) => nearest ?? []);
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

/** Notes since when a part of what a timer reads does not get through, and why; nothing where all does. */
export async function notePartly(
  tx: Tx,
  workspace: string,
  timer: string,
  error: string | undefined,
  now: number,
): Promise<void> {
  const id = `partly:${timer}`;
  if (error === undefined) await tx.query('delete from cursors where workspace = $1 and id = $2', [workspace, id]);
  else
    await tx.query(
      `insert into cursors values ($1, $2, $3, $4) on conflict (workspace, id) do update set value = excluded.value`,
      [workspace, id, error, timestamp(now)],
    );
}
