-- Who is there: what the CRM and the chat say of a rep, and what people say themselves.
alter table reps
  add column hours         jsonb, -- the working week, minutes from local midnight
  add column out_of_office jsonb,
  add column chat          jsonb; -- status, until when, notifications paused until

create table rep_times (
  workspace  text not null references workspaces,
  id         uuid not null default gen_random_uuid(),
  rep        uuid not null,
  kind       text not null check (kind in ('away', 'present', 'time_off')),
  from_at    timestamptz not null,
  until_at   timestamptz,
  because    text,
  created_at timestamptz not null,
  -- taken back before its end
  ended_at   timestamptz,
  primary key (workspace, id),
  check (kind <> 'time_off' or until_at is not null)
);
create index rep_times_running on rep_times (workspace, rep) where ended_at is null;

-- Weights come from the settings; the account of a pool is what was due, what was had, and the widest they were ever apart.
alter table pool_members
  alter column weight set default 1,
  add column joined_at timestamptz,
  add column worst     double precision not null default 0;

alter table leads
  -- when somebody last got in touch, or the owner got it
  add column touched_at timestamptz,
  -- a person's word for its stage
  add column tag        text,
  -- the CRM's owner that this application chose last
  add column our_owner  text;

-- An episode that nobody has waits, with a reason; the ladder is kept as it was when the round began.
alter table episodes
  -- what routing and the task ask of the moment it opened: see OpeningFacts
  add column facts           jsonb not null default '{}',
  add column waiting_because text,
  add column waiting_until   timestamptz,
  add column unassigned      boolean not null default false,
  add column claim_pool      text,
  add column claimed_by      uuid,
  add column claimed_at      timestamptz,
  add column snoozed_until   timestamptz,
  -- who had it in this round and did not answer
  add column tried           jsonb not null default '[]',
  add column claimable_by    jsonb,
  add column turn            jsonb,
  add column ladder          jsonb,
  add column ladder_ended    boolean not null default false,
  add column task            text,
  -- the Lead Status before it was hot
  add column status_before   text;
-- The same person by another record: asked when somebody is looked for.
create index leads_last_name on leads (workspace, lower(last_name));
create index leads_phone on leads (workspace, phone);
create index episodes_load on episodes (workspace, assignee) where state in ('open', 'claimed');

-- One clock: each round of each episode, from the signal to the first contact. Figures are made of these rows alone.
create table rounds (
  workspace    text not null references workspaces,
  episode      uuid not null,
  round        integer not null,
  lead         uuid not null,
  tier         smallint not null,
  source       text not null,
  type         text not null,
  assignee     uuid,
  started_at   timestamptz not null,
  opened_at    timestamptz not null,
  alerted_at   timestamptz,
  claimed_at   timestamptz,
  contacted_at timestamptz,
  contact_rep  uuid,
  contact_kind text,
  -- from the signal to the contact, in the assignee's working time
  working_ms   bigint,
  closed_at    timestamptz,
  closed_as    text,
  primary key (workspace, episode, round)
);
create index rounds_started on rounds (workspace, started_at);
create index rounds_unanswered on rounds (workspace, lead) where contacted_at is null;
create index rounds_of_assignee on rounds (workspace, assignee, opened_at);

-- An owner of the tables who is no superuser sees no rows without a scope.
select set_config('hotlead.workspace', '*', true);
insert into rounds (workspace, episode, round, lead, tier, source, type, assignee, started_at, opened_at, alerted_at,
  contacted_at, closed_at, closed_as)
select workspace, id, round, lead, tier, 'unknown', 'unknown', assignee, trigger_at, greatest(opened_at, trigger_at),
  (select min(posted_at) from deliveries d where d.workspace = episodes.workspace and d.episode = episodes.id), first_contact_at, closed_at, closed_as
from episodes;

-- A lead's score rose over 70.
create table crossings (
  workspace text not null references workspaces,
  lead      uuid not null,
  at        timestamptz not null,
  primary key (workspace, lead, at)
);
create index crossings_at on crossings (workspace, at);

-- Deals as the CRM last told them: who got one, and how much of the pipeline was hot.
create table deals (
  workspace  text not null references workspaces,
  id         text not null,
  state      text not null check (state in ('open', 'won', 'lost')),
  stage      text,
  amount     double precision,
  owner      text,
  created_at timestamptz,
  changed_at timestamptz,
  read_at    timestamptz not null,
  primary key (workspace, id)
);
create table deal_leads (
  workspace text not null references workspaces,
  deal      text not null,
  lead      uuid not null,
  primary key (workspace, deal, lead)
);
create index deal_leads_of_lead on deal_leads (workspace, lead);

do $$
declare name text;
begin
  foreach name in array array['rep_times', 'rounds', 'crossings', 'deals', 'deal_leads']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_workspace on %I using (current_setting(''hotlead.workspace'', true) in (workspace, ''*''))', name);
  end loop;
end $$;
