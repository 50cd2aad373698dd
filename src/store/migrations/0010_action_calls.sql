-- What workflows of the CRM asked for: kept before they are answered, each once however often it comes.
create table action_calls (
  workspace    text not null references workspaces,
  -- the CRM's own id of the call
  id           text not null,
  kind         text not null,
  record       text not null,
  -- of the signal
  type         text not null,
  asset        text,
  evidence     text,
  at           timestamptz not null,
  -- when the signal was kept; not before its lead is known
  signalled_at timestamptz,
  -- what the workflow is told, written before it is
  outputs      jsonb,
  completed_at timestamptz,
  primary key (workspace, id)
);
create index action_calls_at on action_calls (workspace, at);
create index action_calls_record on action_calls (workspace, record);

do $$
begin
  execute 'alter table action_calls enable row level security';
  execute 'alter table action_calls force row level security';
  execute 'create policy one_workspace on action_calls using (current_setting(''hotlead.workspace'', true) in (workspace, ''*''))';
end $$;
