const FOLD_MS = 30 * 60_000;
const AHEAD_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const NEAR_MS = 48 * HOUR_MS;

/**
 * Leads with their score and tier at `$1` (epoch ms): DESIGN 4 to 6 with the default thresholds, recipes and lanes, without
 * readings of states. The tables are those of rivalSql.ts.
 *
 * Only signals with another one close by take part in the recursion that folds. Other forms gave the same answers and took,
 * in microseconds a lead where this one takes 58: 60 everything for one lead at a time, in a lateral join; 78 islands of close
 * signals first, and the recursion only where an island is longer than a visit. Adding the facts of recipes and lanes up by
 * type and family along with the points was a tenth slower; walking the index instead of sorting made no difference.
 */
export const SCORE_ALL_LEADS = `
with recursive spaced as materialized (
  select lead, type, about, at, id, confidence, lag(at) over visits - at as after, at - lead(at) over visits as before
  from (
    select s.lead, s.type, case when t.fold_by_asset then s.asset end as about, s.at, s.id, s.confidence
    from signals s join types t using (type)
    where s.at <= $1::bigint + ${AHEAD_MS} and s.at > $1 - t.lifetime_ms - ${FOLD_MS}
  ) happened
  window visits as (partition by lead, type, about order by at desc, id)
), crowded as (
  select *, sum((after is null or after >= ${FOLD_MS})::int)
    over (order by lead, type, about, at desc, id rows unbounded preceding) as crowd
  from spaced where after < ${FOLD_MS} or before < ${FOLD_MS}
), foldable as materialized (
  select crowd, lead, type, about, at, id, after,
    max(confidence) over (partition by crowd order by at desc
      range between current row and ${FOLD_MS - 1} following) as confidence,
    first_value(at) over (partition by crowd order by at desc
      range between ${FOLD_MS} following and unbounded following) as next
  from crowded
), folded as (
  select * from foldable where after is null or after >= ${FOLD_MS}
  union all
  select f.* from folded later join foldable f on f.crowd = later.crowd and f.at = later.next where f.after <> 0
), visits as (
  select lead, type, about, at, id, confidence from spaced
  where (after is null or after >= ${FOLD_MS}) and (before is null or before >= ${FOLD_MS})
  union all
  select lead, type, about, at, id, confidence from folded
), weighed as (
  select v.lead, v.type, v.about, v.at, v.id, $1 - v.at as age, t.name, t.family, t.repeat,
    t.points * v.confidence * case
      when $1 - v.at >= t.lifetime_ms then 0
      when t.loss is null then 1
      else power(1 - t.loss, greatest(0, $1 - v.at)::float8 / ${WEEK_MS}) end as points
  from visits v join types t using (type)
), valued as materialized (
  select *, floor(points * 1e6 + 0.5) as micros from weighed
), ranked as (
  select *, row_number() over (partition by lead, type order by abs(points) desc, at, id) as place from valued
), by_type as (
  select lead, type, family, sum(floor(points * case repeat
      when 'sum' then 1
      when 'diminish' then power(0.5::float8, place - 1)
      else (place = 1)::int end * 1e6 + 0.5)) as micros
  from ranked group by lead, type, family
), by_family as (
  select lead, family, sum(micros) as micros, sum(greatest(0, micros)) as gains,
    count(*) filter (where micros >= 5e6) as types
  from by_type group by lead, family
), by_lead as (
  select lead,
    least(100, greatest(0, floor((sum(micros - greatest(0, gains - coalesce(cap, gains))) + 5e5) / 1e6)))::int as score,
    sum(case variety
      when 'each type' then types
      when 'whole family' then (micros >= 5e6)::int
      else 0 end) as variety
  from by_family join families using (family) group by lead
), live as not materialized (
  select * from valued where micros <> 0
), facts as (
  select lead, count(*) filter (where micros >= 1e6) as counted,
    bool_or(family = 'research') as research,
    bool_or(family = 'critical' and name not in ('pricing_page_visit', 'upgrade_page_visit'))
      and bool_or(family = 'firmographic') as act_and_news,
    bool_or(name in ('demo_request', 'contact_sales', 'positive_reply', 'route_request') and age < ${DAY_MS})
      or max(at) filter (where name = 'pricing_page_visit' and age < ${DAY_MS})
        - min(at) filter (where name = 'pricing_page_visit' and age < ${DAY_MS}) >= ${HOUR_MS} as lane
  from live group by lead
), near as (
  select one.lead,
    bool_or(one.family = 'critical' and other.name = 'pricing_page_visit') as demo_and_pricing,
    bool_or(one.family = 'product' and other.name = 'upgrade_page_visit') as product_and_upgrade
  from live one join live other using (lead)
  where (one.name in ('demo_request', 'free_trial_start') or one.family = 'product')
    and other.name in ('pricing_page_visit', 'upgrade_page_visit') and abs(one.at - other.at) < ${NEAR_MS}
  group by one.lead
), researched as (
  select lead, count(*) >= 3 as thrice
  from (select distinct lead, type, about from live where family = 'research' and age < ${WEEK_MS}) different
  group by lead
)
select lead, coalesce(score, 0) as score, case
  when score >= 80 and variety >= 3 or demo_and_pricing and research and score >= 60 then 1
  when score >= 70 and variety >= 2 and counted >= 3
    or (thrice or act_and_news or product_and_upgrade) and score >= 40 or lane then 2
  when score >= 40 then 3 end as tier
from leads left join by_lead using (lead) left join facts using (lead)
  left join near using (lead) left join researched using (lead)
order by lead`;
