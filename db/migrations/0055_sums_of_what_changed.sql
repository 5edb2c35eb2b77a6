-- The sums of the ledger are kept by triggers (0025), whose work was a good part of a step's: what a plan holds was made out
-- twice, all its reservations were written again for one that changed, and most of what is written about a plan changes no
-- sum at all.

create or replace function keep_reserved(tenant text, plan_ids uuid[]) returns void
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  may_hold boolean;
begin
  -- Of two that change one of these plans, the second waits here, and then sees what the first has left.
  perform from plans p where p.tenant_id = tenant and p.id = any(plan_ids) order by p.id for no key update;
  select exists (select from plans p
                  where p.tenant_id = tenant and p.id = any(plan_ids) and p.status in ('waiting', 'applying', 'unknown'))
      or exists (select from reservations r where r.tenant_id = tenant and r.plan_id = any(plan_ids))
    into may_hold;
  if not may_hold then
    return;
  end if;
  with held_now as materialized (
    select * from reserved_now(tenant, plan_ids)
  ), changes as materialized (
    select h.plan_id, h.place, h.requester, h.agent, h.tool, h.currency, sum(h.times) as times, sum(h.minor) as minor
      from (select * from held_now
             union all
            select r.plan_id, r.place, r.requester, r.agent, r.tool, r.currency, -r.times, -r.minor
              from reservations r where r.tenant_id = tenant and r.plan_id = any(plan_ids)) h
     group by 1, 2, 3, 4, 5, 6 having sum(h.times) <> 0 or sum(h.minor) <> 0
  ), added as (
    insert into ledger_totals as t (tenant_id, owner, kind, width, bucket, tool, currency, lane, times, minor)
    select tenant, o.owner, 'reserved', w.width, c.place / w.width, c.tool, c.currency, l.lane, sum(c.times), sum(c.minor)
      from (select free_lane(tenant) as lane where exists (select from changes)) l, changes c,
           owners_of(c.requester, c.agent) o, (values (256), (65536), (16777216)) w(width)
     group by 2, 4, 5, 6, 7, 8
        on conflict (tenant_id, owner, kind, width, bucket, tool, currency, lane) do update
       set times = t.times + excluded.times, minor = t.minor + excluded.minor
  ), gone as (
    delete from reservations r using changes c
     where r.tenant_id = tenant
       and (r.plan_id, r.place, r.requester, r.agent, r.tool, r.currency)
         = (c.plan_id, c.place, c.requester, c.agent, c.tool, c.currency)
       and not exists (
         select from held_now n
          where (n.plan_id, n.place, n.requester, n.agent, n.tool, n.currency)
              = (c.plan_id, c.place, c.requester, c.agent, c.tool, c.currency))
  )
  insert into reservations (tenant_id, plan_id, place, requester, agent, tool, currency, times, minor)
  select tenant, n.*
    from held_now n
    join changes c on (n.plan_id, n.place, n.requester, n.agent, n.tool, n.currency)
                    = (c.plan_id, c.place, c.requester, c.agent, c.tool, c.currency)
      on conflict (tenant_id, plan_id, place, requester, agent, tool, currency) do update
     set times = excluded.times, minor = excluded.minor;
end $$;

create or replace function keep_totals() returns trigger
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  changes ledger_change[];
  tenant text;
  plan_ids uuid[];
begin
  -- A row's share is in the sums while it is to begin or has begun. Of one that was changed, what it was goes and what it is
  -- comes, unless they are the same.
  if tg_op = 'UPDATE' then
    changes := array(
      select row(s.sign, s.tenant_id, s.plan_id, s.place, s.requester, s.agent, s.tool, s.amounts, s.begun_at)::ledger_change
        from (select w.*, case when w.state <> 'planned' then w.dispatched_at end as begun_at,
                     w.state in ('planned', 'dispatched', 'succeeded', 'unknown') as counts
                from was_there w) was
        full join (select n.*, case when n.state <> 'planned' then n.dispatched_at end as begun_at,
                          n.state in ('planned', 'dispatched', 'succeeded', 'unknown') as counts
                     from is_there n) now
          on (now.tenant_id, now.plan_id, now.index) = (was.tenant_id, was.plan_id, was.index),
             lateral (values
               (-1, was.counts, was.tenant_id, was.plan_id, was.place, was.requester, was.agent, was.tool, was.amounts,
                was.begun_at),
               (1, now.counts, now.tenant_id, now.plan_id, now.place, now.requester, now.agent, now.tool, now.amounts,
                now.begun_at)
             ) s(sign, counts, tenant_id, plan_id, place, requester, agent, tool, amounts, begun_at)
       where s.counts
         and (was.counts, was.place, was.requester, was.agent, was.tool, was.amounts, was.begun_at)
             is distinct from
             (now.counts, now.place, now.requester, now.agent, now.tool, now.amounts, now.begun_at));
  elsif tg_op = 'INSERT' then
    changes := array(
      select row(1, n.tenant_id, n.plan_id, n.place, n.requester, n.agent, n.tool, n.amounts,
                 case when n.state <> 'planned' then n.dispatched_at end)::ledger_change
        from is_there n where n.state in ('planned', 'dispatched', 'succeeded', 'unknown'));
  else
    changes := array(
      select row(-1, w.tenant_id, w.plan_id, w.place, w.requester, w.agent, w.tool, w.amounts,
                 case when w.state <> 'planned' then w.dispatched_at end)::ledger_change
        from was_there w where w.state in ('planned', 'dispatched', 'succeeded', 'unknown'));
  end if;
  if cardinality(changes) = 0 then
    return null;
  end if;
  for tenant in select distinct c.tenant_id from unnest(changes) c loop
    if exists (select from unnest(changes) c where c.tenant_id = tenant and c.begun_at is not null) then
      perform add_begun(tenant, changes);
    end if;
    plan_ids := array(select distinct c.plan_id from unnest(changes) c where c.tenant_id = tenant and c.begun_at is null);
    if cardinality(plan_ids) > 0 then
      perform keep_reserved(tenant, plan_ids);
    end if;
  end loop;
  return null;
end $$;
