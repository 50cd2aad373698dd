-- How many calls the vendor still allows today, as its answers last said; and where an account's day ends.
alter table rate_limits add column most integer, add column remaining integer, add column heard_at timestamptz;
alter table connections add column time_zone text;

-- What a rep waits for goes before scores.
alter table crm_writes add column urgent boolean not null generated always as
  ((wanted || sending) ?| array['ownerId', 'hotStatus', 'statusAfter', 'firstContactAt']) stored;
create index crm_writes_in_order on crm_writes (workspace, urgent desc, due_at)
  where failed_at is null and (wanted <> '{}'::jsonb or sending <> '{}'::jsonb);
