-- Salesforce orgs are kept as HubSpot accounts are. A workspace works on one: record ids of two would be taken for each other.
create unique index installations_one_org on installations (workspace) where kind = 'salesforce' and revoked_at is null;
