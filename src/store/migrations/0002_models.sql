-- Which settings decide since when: each publication has the next version of its workspace. The settings themselves are in
-- `models` by their hash, each once; a rollback publishes an older hash again. The newest version is the one that decides.
create table publications (
  workspace    text not null references workspaces,
  version      integer not null check (version > 0),
  model        text not null,
  published_at timestamptz not null,
  note         text,
  primary key (workspace, version),
  foreign key (workspace, model) references models (workspace, id)
);

-- Every workspace must be seen here, and a login that is no superuser sees none without this.
select set_config('hotlead.workspace', '*', true);
insert into publications (workspace, version, model, published_at)
  select workspace, row_number() over (partition by workspace order by published_at, id), id, published_at from models;
select set_config('hotlead.workspace', '', true);

alter table publications enable row level security, force row level security;
create policy one_workspace on publications using (current_setting('hotlead.workspace', true) in (workspace, '*'));
