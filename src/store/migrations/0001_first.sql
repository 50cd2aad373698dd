-- Every table is keyed by workspace first, and row-level security lets a transaction see one workspace only: the one named
-- by the setting hotlead.workspace ('*' for the few look-ups that must cross workspaces). Times are UTC, given by the
-- application's one clock. Personal data of leads lives in the columns of `leads` under the comment that says so and in
-- `identities` of kind email, nowhere else; names of reps also in what was decided about them.

create table workspaces (
  workspace  text primary key check (workspace ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  name       text not null,
  demo       boolean not null default false,
  created_at timestamptz not null
);

create table connections (
  workspace  text not null references workspaces,
  id         text not null,
  kind       text not null,
  account    text not null,
  created_at timestamptz not null,
  primary key (workspace, id)
);
-- A portal or team belongs to one workspace: this is how a webhook finds its workspace.
create unique index connections_account on connections (kind, account);

create table models (
  workspace    text not null references workspaces,
  id           text not null, -- the hash of the settings
  version      integer not null,
  settings     jsonb not null,
  published_at timestamptz not null,
  primary key (workspace, id)
);

create sequence ingest_sequence;

create table leads (
  workspace   text not null references workspaces,
  id          uuid not null default gen_random_uuid(),
  -- personal data
  email       text,
  first_name  text,
  last_name   text,
  phone       text,
  job_title   text,
  -- company and CRM facts
  company     text,
  country     text,
  crm_owner   text,
  crm_status  text,
  lifecycle   text,
  modified_at timestamptz,
  -- scored up to which receipt; wanted > done means that a look is due
  wanted_seq  bigint not null default 0,
  done_seq    bigint not null default 0,
  look_at     timestamptz,
  looked_at   timestamptz,
  score       integer not null default 0,
  tier        smallint,
  hot         boolean not null default false,
  hot_since   timestamptz,
  written_score integer,
  written_at  timestamptz,
  -- true while this application, not a person, chose the owner of record
  owner_ours  boolean not null default false,
  created_at  timestamptz not null,
  primary key (workspace, id)
);
create index leads_wanted on leads (workspace, wanted_seq) where wanted_seq > done_seq;
create index leads_look on leads (look_at) where look_at is not null;

create table reps (
  workspace  text not null references workspaces,
  id         uuid not null default gen_random_uuid(),
  -- personal data
  email      text,
  name       text not null,
  -- the rest
  time_zone  text,
  active     boolean not null,
  available  boolean not null,
  task_queue text,
  updated_at timestamptz not null,
  primary key (workspace, id)
);

-- Joins CRM records, e-mails and anonymous ids to our own leads and reps.
create table identities (
  workspace text not null references workspaces,
  kind      text not null,
  value     text not null,
  subject   text not null check (subject in ('lead', 'rep')),
  id        uuid not null,
  primary key (workspace, kind, value)
);
create index identities_of on identities (workspace, kind, id);

-- The ledger of source ids (lead:id at the source): a partitioned table cannot keep them unique.
create table seen (
  workspace  text not null references workspaces,
  id         text not null,
  primary key (workspace, id)
);

create table signals (
  workspace   text not null,
  id          uuid not null default gen_random_uuid(),
  seq         bigint not null default nextval('ingest_sequence'),
  lead        uuid not null,
  subject     text not null check (subject in ('lead', 'company')),
  type        text not null,
  at          timestamptz not null,
  received_at timestamptz not null,
  asset       text,
  confidence  double precision not null,
  source      text not null,
  source_id   text not null,
  attributes  jsonb,
  primary key (workspace, id, at)
) partition by range (at);
create table signals_other partition of signals default;
alter table signals_other enable row level security, force row level security;
create index signals_of_lead on signals (workspace, lead, at);

create table pool_members (
  workspace        text not null references workspaces,
  pool             text not null,
  id               uuid not null,
  weight           double precision not null check (weight > 0),
  entitlement      double precision not null,
  assigned         integer not null,
  last_assigned_at timestamptz,
  primary key (workspace, pool, id)
);

create table episodes (
  workspace        text not null references workspaces,
  id               uuid not null default gen_random_uuid(),
  lead             uuid not null,
  kind             text not null check (kind in ('first', 'repeat')),
  state            text not null check (state in ('open', 'claimed', 'contacted', 'closed')),
  round            integer not null,
  tier             smallint not null,
  score            integer not null,
  reasons          jsonb not null,
  late             boolean not null,
  trigger_at       timestamptz not null,
  opened_at        timestamptz not null,
  respond_by       timestamptz not null,
  owner            uuid,
  assignee         uuid,
  routing_note     text not null,
  first_contact_at timestamptz,
  closed_at        timestamptz,
  closed_as        text,
  primary key (workspace, id)
);
create unique index episodes_one_open on episodes (workspace, lead) where state <> 'closed';
create index episodes_recent on episodes (workspace, opened_at);

-- What was decided, in order of receipt: enough to replay it (watermark, model, what was known from outside).
create table decisions (
  workspace     text not null references workspaces,
  id            bigint not null generated always as identity,
  lead          uuid not null,
  kind          text not null,
  at            timestamptz not null,
  watermark     bigint not null,
  model_version integer not null,
  model_hash    text not null,
  inputs        jsonb not null,
  outcome       jsonb not null,
  primary key (workspace, id)
);
create index decisions_of_lead on decisions (workspace, lead, id);

-- The rows that are the truth: a step is due, claimed for a while, done or failed. `called_at` is set before an outside call
-- and cleared only when the call is known not to have taken effect; `repeats` counts calls made although an earlier one may have.
create table steps (
  workspace     text not null references workspaces,
  id            uuid not null default gen_random_uuid(),
  kind          text not null,
  key           text not null,
  subject       text not null,
  payload       jsonb not null default '{}',
  created_at    timestamptz not null,
  due_at        timestamptz not null,
  claimed_until timestamptz,
  attempts      integer not null default 0,
  called_at     timestamptz,
  repeats       integer not null default 0,
  done_at       timestamptz,
  failed_at     timestamptz,
  outcome       jsonb,
  last_error    text,
  primary key (workspace, id),
  unique (workspace, key)
);
create index steps_due on steps (due_at, kind) where done_at is null and failed_at is null;
create index steps_of_subject on steps (workspace, subject);
create index steps_failed on steps (workspace, failed_at) where failed_at is not null;

-- Latest wins: the newest wanted value of each field of a CRM record (`id`); older ones are dropped unwritten. A claim moves
-- `wanted` into `sending`, which is emptied when the CRM has it, so that a value is never written again later.
create table crm_writes (
  workspace     text not null references workspaces,
  id            text not null,
  lead          uuid not null,
  wanted        jsonb not null,
  sending       jsonb not null default '{}',
  due_at        timestamptz not null,
  claimed_until timestamptz,
  attempts      integer not null default 0,
  failed_at     timestamptz,
  last_error    text,
  primary key (workspace, id)
);
create index crm_writes_due on crm_writes (due_at)
  where failed_at is null and (wanted <> '{}'::jsonb or sending <> '{}'::jsonb);

create table deliveries (
  workspace text not null references workspaces,
  id        uuid not null default gen_random_uuid(),
  episode   uuid not null,
  step      uuid not null,
  channel   text not null,
  place     text not null,
  message   text not null,
  repeated  boolean not null,
  posted_at timestamptz not null,
  primary key (workspace, id)
);
create index deliveries_of_episode on deliveries (workspace, episode);

create table cursors (
  workspace  text not null references workspaces,
  id         text not null,
  value      text not null,
  updated_at timestamptz not null,
  primary key (workspace, id)
);

-- A vendor's limits, shared by every process: the instant from which the next call may start.
create table rate_limits (
  workspace text not null references workspaces,
  id        text not null,
  free_at   timestamptz not null,
  primary key (workspace, id)
);

create table rejections (
  workspace text not null references workspaces,
  id        text not null,
  count     bigint not null,
  last_at   timestamptz not null,
  primary key (workspace, id)
);

do $$
declare name text;
begin
  foreach name in array array['workspaces', 'connections', 'models', 'leads', 'reps', 'identities', 'seen', 'signals',
    'pool_members', 'episodes', 'decisions', 'steps', 'crm_writes', 'deliveries', 'cursors', 'rate_limits', 'rejections']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_workspace on %I using (current_setting(''hotlead.workspace'', true) in (workspace, ''*''))', name);
  end loop;
end $$;
