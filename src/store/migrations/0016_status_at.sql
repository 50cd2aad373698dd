-- Since when we know that a lead has its Lead Status; null: since it is known at all. By this app's clock, as openings are: whoever
-- says in the CRM that a hot lead is none said so after it opened.
alter table leads add column status_at timestamptz;
