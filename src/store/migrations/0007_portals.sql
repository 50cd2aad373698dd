-- CRM accounts that installed the app, beside chats.

-- Whoever renews the tokens has them alone until then; who is killed meanwhile only lets it pass.
alter table installations add column lease_until timestamptz;

-- A workspace works on one HubSpot account: record ids of two would be taken for each other.
create unique index installations_one_portal on installations (workspace) where kind = 'hubspot' and revoked_at is null;
