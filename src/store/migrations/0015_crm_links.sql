-- Records of two CRMs that are one person. `first` is of the CRM that the workspace began with, `second` carries its CRM's kind as
-- prefix; a person of `first` may have several of the other's. What was last seen of owner and status says later who changed it.
create table crm_links (
  workspace text not null references workspaces,
  second    text not null,
  first     text not null,
  how       text not null check (how in ('id', 'email')),
  seen      jsonb not null default '{}',
  linked_at timestamptz not null,
  -- One of the CRMs was away when the person was read: since when the other half is wanted.
  half_at   timestamptz,
  primary key (workspace, second)
);
create index crm_links_first on crm_links (workspace, first);
create index crm_links_half on crm_links (workspace, half_at) where half_at is not null;

alter table crm_links enable row level security, force row level security;
create policy one_workspace on crm_links using (current_setting('hotlead.workspace', true) in (workspace, '*'));
