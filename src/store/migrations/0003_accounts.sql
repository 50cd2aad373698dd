-- Companies: their signals are shared by their people and scored once; one look at a company sees its committee.
create table accounts (
  workspace    text not null references workspaces,
  id           uuid not null default gen_random_uuid(),
  -- the domain of its people's addresses, else name:<its name without case and legal form>
  key          text not null,
  score        integer not null default 0,
  looked_at    timestamptz,
  last_play_at timestamptz,
  created_at   timestamptz not null,
  primary key (workspace, id),
  unique (workspace, key)
);

alter table leads
  add column account      uuid,
  add column company_size text,
  add column industry     text,
  add column unsubscribed boolean not null default false,
  -- since when it has this lifecycle: a customer was none before
  add column lifecycle_at timestamptz;
create index leads_of_account on leads (workspace, account, score desc) where account is not null;

-- A company's signal has an account and no lead. `evidence` is personal data: a reply's own words. A row with a `level` is a
-- reading of a state, which may last longer than any signal lives.
alter table signals
  alter column lead drop not null,
  add column account  uuid,
  add column level    double precision,
  add column mail     jsonb,
  add column evidence text,
  add constraint signals_of_one check ((subject = 'company' and account is not null) or lead is not null);
create index signals_of_account on signals (workspace, account, at) where account is not null;
create index signals_readings on signals (workspace, lead, at) where level is not null;

-- When its heat ends if nothing else happens, as it was forecast when somebody was told.
alter table episodes add column hot_until timestamptz;
create index episodes_of_lead on episodes (workspace, lead, opened_at desc);

-- What somebody may be told without an episode: a pattern of opens, an account play. `key` says what it is, so that it is
-- noticed once.
create table notices (
  workspace  text not null references workspaces,
  id         uuid not null default gen_random_uuid(),
  key        text not null,
  kind       text not null,
  lead       uuid,
  account    uuid,
  at         timestamptz not null,
  facts      jsonb not null,
  created_at timestamptz not null,
  primary key (workspace, id),
  unique (workspace, key)
);
create index notices_recent on notices (workspace, created_at);

do $$
declare name text;
begin
  foreach name in array array['accounts', 'notices']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_workspace on %I using (current_setting(''hotlead.workspace'', true) in (workspace, ''*''))', name);
  end loop;
end $$;
