-- Records whose person asked to be forgotten, as hashes: a reading that was under way must not bring them back.
create table erased (
  workspace text not null references workspaces,
  id        bytea not null,
  at        timestamptz not null,
  primary key (workspace, id)
);
alter table erased enable row level security, force row level security;
create policy one_workspace on erased using (current_setting('hotlead.workspace', true) in (workspace, '*'));
