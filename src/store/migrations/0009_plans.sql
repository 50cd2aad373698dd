-- What a draft of the settings would have changed: asked for by somebody, worked out apart, kept for a day.
create table plans (
  workspace    text not null references workspaces,
  -- the version it is based on, and the hash of the draft
  id           text not null,
  version      integer not null,
  settings     jsonb not null,
  requested_by text not null,
  created_at   timestamptz not null,
  -- how far it is, in words
  progress     text not null,
  -- leads by our id: their names stay with them
  result       jsonb,
  failed       text,
  primary key (workspace, id)
);
create index plans_created on plans (workspace, created_at);

do $$
begin
  execute 'alter table plans enable row level security';
  execute 'alter table plans force row level security';
  execute 'create policy one_workspace on plans using (current_setting(''hotlead.workspace'', true) in (workspace, ''*''))';
end $$;

-- The CRM's id of a rep as a user, who looks at its pages.
alter table reps add column user_id text;
