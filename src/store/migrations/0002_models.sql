-- Which settings decide since when: each publication has the next version of its workspace. The settings themselves are in
-- `models` by their hash, each once; a rollback publishes an older hash again. The newest version is the one that decides. What
-- was there before had no other settings than the product's own, in a form that is read no more: the next start publishes today's.
create table publications (
  workspace    text not null references workspaces,
  version      integer not null check (version > 0),
  model        text not null,
  published_at timestamptz not null,
  note         text,
  primary key (workspace, version),
  foreign key (workspace, model) references models (workspace, id)
);

alter table publications enable row level security, force row level security;
create policy one_workspace on publications using (current_setting('hotlead.workspace', true) in (workspace, '*'));
