-- Records whose person asked to be forgotten, as hashes: a reading that was under way must not bring them back.
create table erased (
  workspace text not null references workspaces,
  id        bytea not null,
  at        timestamptz not null,
  primary key (workspace, id)
);

-- Records that the CRM has no more, with whose they were: who is only deleted today may ask to be forgotten later.
create table gone_records (
  workspace text not null references workspaces,
  crm       text not null,
  record    text not null,
  lead      uuid not null,
  primary key (workspace, crm, record, lead)
);
create index gone_records_of_lead on gone_records (workspace, lead);

-- Which record went into which by a merge: whoever is forgotten is so under all of them.
create table merged_records (
  workspace text not null references workspaces,
  crm       text not null,
  record    text not null,
  "into"    text not null,
  primary key (workspace, crm, record, "into")
);
create index merged_records_into on merged_records (workspace, crm, "into");

-- Leads whom a notice or a digest names: its message is to be changed when one of them asks to be forgotten.
create table message_leads (
  workspace text not null references workspaces,
  lead      uuid not null,
  kind      text not null check (kind in ('notice', 'digest')),
  channel   text not null,
  place     text not null,
  message   text not null,
  posted_at timestamptz not null,
  primary key (workspace, lead, channel, place, message)
);
create index message_leads_posted on message_leads (workspace, posted_at);

do $$
declare name text;
begin
  foreach name in array array['erased', 'gone_records', 'merged_records', 'message_leads']
  loop
    execute format('alter table %I enable row level security, force row level security', name);
    execute format(
      'create policy one_workspace on %I using (current_setting(''hotlead.workspace'', true) in (workspace, ''*''))', name);
  end loop;
end $$;

-- A login that is no superuser sees no row without it.
select set_config('hotlead.workspace', '*', true);

-- What is kept of one person is found without reading all: of 1M such rows a regular expression takes seconds. Row-level
-- security lets an index be asked for plain equality and order only.
alter table seen alter column id type text collate "C";
create index notices_of_lead on notices (workspace, lead) where lead is not null;
create index notices_of_account on notices (workspace, account) where account is not null;
alter table hook_events add column episode text generated always as (data ->> 'episode') stored;
create index hook_events_of_episode on hook_events (workspace, episode);

-- A login that is no superuser sees no row without it.
select set_config('hotlead.workspace', '*', true);
insert into message_leads (workspace, lead, kind, channel, place, message, posted_at)
select distinct on (d.workspace, p.lead, d.channel, d.place, d.message)
  d.workspace, p.lead, 'notice', d.channel, d.place, d.message, d.posted_at
from deliveries d
join steps s on s.workspace = d.workspace and s.id = d.step and s.kind = 'notice'
join notices n on n.workspace = s.workspace and n.id::text = s.subject
cross join lateral (
  select n.lead union
  select (each ->> 'id')::uuid from jsonb_path_query(n.facts, '$.people[*]') each) p (lead)
where d.kind = 'notice' and p.lead is not null;
