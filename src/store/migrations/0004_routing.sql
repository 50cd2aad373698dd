-- Who is there: what the CRM and the chat say of a rep, and what people say themselves.
alter table reps
  add column hours         jsonb, -- the working week, minutes from local midnight
  add column out_of_office jsonb,
  add column chat          jsonb, -- status, until when, notifications paused until
  -- when the CRM was first seen to say so; absent of who is there, and of who was so from the first look
  add column away_since    timestamptz,
  add column left_since    timestamptz;

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
  -- where the person came from, as the CRM says
  add column source     text,
  -- by what the same person is found under another record: see keysOf
  add column email_key  text,
  add column phone_key  text,
  add column name_key   text,
  -- fast lanes that held at the last look
  add column lanes      jsonb not null default '[]',
  -- the CRM's owner that this application chose last
  add column our_owner  text,
  -- when a person, not this application, last gave it to the owner it has
  add column given_at   timestamptz;

-- An episode that nobody has waits, with a reason; the ladder is kept as it was when the round began.
alter table episodes
  -- what routing and the task ask of the moment it opened: see OpeningFacts
  add column facts           jsonb not null default '{}',
  add column routed_at       timestamptz,
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
  -- who else may have it: reps who cover, and pools
  add column line            jsonb,
  add column turn            jsonb,
  add column ladder          jsonb,
  add column ladder_ended    boolean not null default false,
  add column task            text,
  -- the Lead Status before it was hot
  add column status_before   text;
-- The same person by another record: asked when somebody is looked for.
create index leads_email_key on leads (workspace, email_key);
create index leads_phone_key on leads (workspace, phone_key);
create index leads_name_key on leads (workspace, account, name_key);
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

-- Who had a round from when to when: a row each time that somebody gets it, ended when somebody else does or when the clock
-- stops. Closing stops no clock.
create table holdings (
  workspace  text not null references workspaces,
  episode    uuid not null,
  round      integer not null,
  rep        uuid not null,
  from_at    timestamptz not null,
  until_at   timestamptz,
  -- from then to the contact in the rep's working time, of who had it at the contact
  working_ms bigint,
  -- tells what its round does not: another had it too, or answered, or nobody had it for a while
  apart      boolean not null default false,
  primary key (workspace, episode, round, from_at, rep)
);
create unique index holdings_now on holdings (workspace, episode, round) where until_at is null;
create index holdings_of_rep on holdings (workspace, rep, from_at);
create index holdings_apart on holdings (workspace, from_at) where apart;

-- An owner of the tables who is no superuser sees no rows without a scope.
select set_config('hotlead.workspace', '*', true);
-- Those that were open before are watched from now on, with what is known of them.
update episodes set facts = jsonb_build_object('lane', false, 'product', false, 'trial', false, 'quiet', false,
  'type', 'unknown', 'source', 'unknown', 'urgent', '[]'::jsonb, 'dated', reasons, 'short', reasons);
insert into steps (workspace, kind, key, subject, payload, created_at, due_at)
select workspace, case when assignee is null then 'route' else 'sla' end,
  case when assignee is null then 'route:' else 'sla:' end || id || ':' || round, id::text,
  jsonb_build_object('round', round, 'why', 'opened'), opened_at, opened_at
from episodes where state in ('open', 'claimed');


-- As keysOf makes them, but for accents: each is made anew when its record is read again.
update leads l set
  email_key = case
    when k.address !~ '^[^@\s]+@\S+\.\S+$' then null
    when k.address ~ '@(gmail|googlemail)\.com$' then replace(split_part(k.address, '@', 1), '.', '') || '@gmail.com'
    else k.address end,
  phone_key = case when length(k.digits) >= 9 then right(k.digits, 9) end,
  name_key = case when k.words like '% %' then k.words end
from (
  select workspace, id,
    regexp_replace(lower(trim(email)), '^([^@][^@+]*)\+[^@]*@', '\1@') as address,
    ltrim(regexp_replace(replace(regexp_replace(phone, '\s*(x|ext\.?|extension|#|durchwahl)\s*\d{1,6}\s*$', '', 'i'), '(0)', ''),
      '\D', '', 'g'), '0') as digits,
    (select string_agg(word, ' ' order by word collate "C")
     from regexp_split_to_table(lower(concat_ws(' ', first_name, last_name)), '[^[:alnum:]]+') word
     where word !~ '^[a-z]?$') as words
  from leads) k
where l.workspace = k.workspace and l.id = k.id;

insert into rounds (workspace, episode, round, lead, tier, source, type, assignee, started_at, opened_at, alerted_at,
  contacted_at, closed_at, closed_as)
select workspace, id, round, lead, tier, 'unknown', 'unknown', assignee, trigger_at, greatest(opened_at, trigger_at),
  (select min(posted_at) from deliveries d where d.workspace = episodes.workspace and d.episode = episodes.id), first_contact_at, closed_at, closed_as
from episodes;
insert into holdings (workspace, episode, round, rep, from_at, until_at)
select workspace, episode, round, assignee, opened_at, contacted_at from rounds where assignee is not null;

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
  foreach name in array array['rep_times', 'rounds', 'holdings', 'crossings', 'deals', 'deal_leads']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_workspace on %I using (current_setting(''hotlead.workspace'', true) in (workspace, ''*''))', name);
  end loop;
end $$;
