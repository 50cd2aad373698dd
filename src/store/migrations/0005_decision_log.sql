-- A log that cannot be changed unnoticed. Each lead's decisions are a chain, in the order of their ids: every one has its place,
-- and a hash over all it says and over the hash before it. The lead keeps the last hash and how many there are, so that cutting
-- off the newest is noticed too. A chain for each lead, since erasing one person must not break what was decided of another.
-- Rows written by a process of the release before, while this one starts, have no hash: verifying says so.
alter table leads
  add column log_count integer not null default 0,
  add column log_head  bytea;

alter table decisions
  add column place integer,
  add column hash  bytea;

-- Over text that is the same on every server: jsonb's own order of keys and way of writing, and times as seconds since 1970.
create function decision_hash(previous bytea, workspace text, id bigint, place integer, lead uuid, kind text, at timestamptz,
  watermark bigint, model_version integer, model_hash text, inputs jsonb, outcome jsonb)
returns bytea language sql immutable parallel safe
return sha256(coalesce(previous, ''::bytea) || convert_to(jsonb_build_array(workspace, id, place, lead, kind,
  extract(epoch from at), watermark, model_version, model_hash, inputs, outcome)::text, 'UTF8'));

-- A login that is no superuser sees no row without it.
select set_config('hotlead.workspace', '*', true);

do $$
declare
  d decisions;
  before decisions;
begin
  for d in select * from decisions order by workspace, lead, id loop
    if (before.workspace, before.lead) is distinct from (d.workspace, d.lead) then
      before := null;
    end if;
    d.place := coalesce(before.place, 0) + 1;
    d.hash := decision_hash(before.hash, d.workspace, d.id, d.place, d.lead, d.kind, d.at, d.watermark, d.model_version,
      d.model_hash, d.inputs, d.outcome);
    update decisions set place = d.place, hash = d.hash where workspace = d.workspace and id = d.id;
    before := d;
  end loop;
end $$;

update leads l set log_count = last.place, log_head = last.hash
from (select distinct on (workspace, lead) workspace, lead, place, hash from decisions order by workspace, lead, id desc) last
where l.workspace = last.workspace and l.id = last.lead;

-- What was decided stays as it was. Whoever erases a person says whom, for one transaction: hotlead.erasing is the lead's id.
create function decisions_stay() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('hotlead.erasing', true) = old.lead::text then
    return old;
  end if;
  raise exception 'the decision log keeps what was decided: % is refused', lower(tg_op)
    using hint = 'to erase a person, set hotlead.erasing to the id of the lead in the same transaction';
end $$;
create trigger decisions_stay before update or delete on decisions for each row execute function decisions_stay();
create trigger decisions_stay_all before truncate on decisions for each statement execute function decisions_stay();
