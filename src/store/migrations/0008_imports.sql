-- What is read of a whole account: everybody once, and its streams of activity.

-- The first import of a CRM's people: how far it is.
create table imports (
  workspace   text not null references workspaces,
  -- the CRM's kind
  id          text not null,
  started_at  timestamptz not null,
  -- how many people there were about at the start
  total       integer not null,
  done        integer not null default 0,
  unreadable  integer not null default 0,
  -- where the next page begins; the CRM's own words
  cursor      text,
  state       text not null default 'running' check (state in ('running', 'done')),
  changed_at  timestamptz not null,
  finished_at timestamptz,
  primary key (workspace, id)
);

-- A stream of activity (submissions, replies), named by CRM and source. `stretches` say when it told instead of the records'
-- own histories; up to `up_to` nothing of it is missing, and from `told_to` on it has told nothing yet.
create table sources (
  workspace  text not null references workspaces,
  id         text not null,
  cursor     text,
  stretches  jsonb not null default '[]',
  up_to      timestamptz,
  told_to    timestamptz,
  read_at    timestamptz,
  -- why this connection may not read it
  absent     text,
  primary key (workspace, id)
);

-- What a record's history tells of a stretch in which a source tells, and the source did not tell yet: of one record and
-- instant. Once `given_at` is set, the source turned out not to know it, and the history tells it.
create table source_gaps (
  workspace text not null references workspaces,
  source    text not null,
  record    text not null,
  at        timestamptz not null,
  noted_at  timestamptz not null,
  given_at  timestamptz,
  primary key (workspace, source, record, at)
);
create index source_gaps_of_record on source_gaps (workspace, record);
create index source_gaps_waiting on source_gaps (workspace, source, at) where given_at is null;

do $$
declare name text;
begin
  foreach name in array array['imports', 'sources', 'source_gaps']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_workspace on %I using (current_setting(''hotlead.workspace'', true) in (workspace, ''*''))', name);
  end loop;
end $$;
