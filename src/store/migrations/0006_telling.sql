-- Who was told what, and what they said.

-- A message may be about something else than an episode; one message may hold several. `shown` is what a copy shows, so that
-- it is edited only when that is not what is; `card_seq` counts what happened to an episode.
alter table deliveries
  alter column episode drop not null,
  add column kind        text not null default 'alert',
  add column surface     text not null default 'assignee' check (surface in ('assignee', 'person', 'channel')),
  add column rep         uuid,
  -- of the episode: a card of an earlier one shows how that ended
  add column round       integer,
  -- the lead's company: a colleague's news stands in the same thread
  add column account     uuid,
  -- whom it reached, as who is asked for: an e-mail, or the name of a place
  add column reader      text,
  add column note        text,
  add column thread      text,
  add column shown       text,
  -- what was sent can be changed no more
  add column settled_at  timestamptz;
create index deliveries_of_account on deliveries (workspace, account, posted_at) where account is not null;
create index deliveries_of_message on deliveries (workspace, channel, place, message);

alter table episodes
  add column card_seq       integer not null default 0,
  -- what the ladder did last, in words
  add column escalated      text,
  -- they spoke with each other in the day before: told without a task or a clock
  add column fyi            boolean not null default false,
  -- who closed it, and why, where a person did
  add column closed_by      uuid,
  add column closed_because text;

-- When the record itself said that it has no deals, and no company: for a moment they need not be asked for.
alter table leads
  add column no_deals_at   timestamptz,
  add column no_company_at timestamptz;

-- Told for information only: it is no clock, and no figure is made of it.
alter table rounds add column fyi boolean not null default false;

alter table reps
  -- who they are in the chat: by their e-mail, or as a person said
  add column chat_id     text,
  add column chat_by     text check (chat_by in ('email', 'hand')),
  -- why they cannot be told in the chat
  add column chat_trouble text,
  add column preferences jsonb not null default '{}';
create index reps_chat on reps (workspace, chat_id);

-- A chat's workspace that installed the app. `sealed` holds its tokens, encrypted.
create table installations (
  workspace       text not null references workspaces,
  id              text not null,
  kind            text not null,
  name            text not null,
  sealed          text not null,
  installed_at    timestamptz not null,
  revoked_at      timestamptz,
  revoked_because text,
  primary key (workspace, kind, id)
);
-- One of ours has it.
create unique index installations_one on installations (kind, id) where revoked_at is null;

-- What was pressed, and what it was answered: the same press again changes nothing.
create table presses (
  workspace text not null references workspaces,
  key       text not null,
  at        timestamptz not null,
  answer    jsonb not null,
  primary key (workspace, key)
);
create index presses_at on presses (workspace, at);

-- Addresses of others that want to hear what happens.
create table hooks (
  workspace        text not null references workspaces,
  id               uuid not null default gen_random_uuid(),
  url              text not null,
  events           jsonb not null,
  sealed           text not null,
  created_at       timestamptz not null,
  failing_since    timestamptz,
  disabled_at      timestamptz,
  disabled_because text,
  primary key (workspace, id)
);

create table hook_events (
  workspace text not null references workspaces,
  id        uuid not null default gen_random_uuid(),
  -- what happened, so that it is said once
  key       text not null,
  type      text not null,
  at        timestamptz not null,
  data      jsonb not null,
  primary key (workspace, id),
  unique (workspace, key)
);
create index hook_events_at on hook_events (workspace, at);

-- What programs of the customer prove themselves with; only a hash is kept.
create table api_keys (
  workspace  text not null references workspaces,
  id         uuid not null default gen_random_uuid(),
  name       text not null,
  hash       bytea not null unique,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (workspace, id)
);

do $$
declare name text;
begin
  foreach name in array array['installations', 'presses', 'hooks', 'hook_events', 'api_keys']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_workspace on %I using (current_setting(''hotlead.workspace'', true) in (workspace, ''*''))', name);
  end loop;
end $$;

-- By when whoever had it was to answer: whoever gets it after them has longer.
alter table holdings add column respond_by timestamptz;
