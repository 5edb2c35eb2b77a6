-- What windows over the ledger add up, kept: read as a few ranges however much there is (docs/decisions/0046).

-- Sums over an axis, in buckets of several widths, so that any stretch of it is a bounded number of rows. `begun`: effects
-- that were begun, on the axis of seconds (in the epoch), in seconds, minutes, hours and days. `reserved`: what plans have
-- still to begin, on the axis of their places, in 256, 256² and 256³ of them. `owner` is whose, as in window_scopes.
-- Each transaction adds in a lane of its own, so that none waits for another: a bucket is the sum of its lanes.
create table ledger_totals (
  tenant_id text not null references tenants,
  owner text not null,
  kind text not null check (kind in ('begun', 'reserved')),
  width integer not null,
  bucket bigint not null,
  tool text not null,
  currency text not null,
  lane integer not null,
  -- An effect with amounts counts once, with the first of its currencies; one without has the currency ''.
  times bigint not null,
  minor numeric not null,
  primary key (tenant_id, owner, kind, width, bucket, tool, currency, lane)
  -- Room on each page for the next state of a row that is written all the time: no index has to be told.
) with (fillfactor = 60);

-- What each plan holds of the windows, as the sums have it: 0 where it has no place.
create table reservations (
  tenant_id text not null references tenants,
  plan_id uuid not null,
  place bigint not null,
  requester text not null,
  agent text not null,
  tool text not null,
  currency text not null,
  times bigint not null,
  minor numeric not null,
  primary key (tenant_id, plan_id, place, requester, agent, tool, currency)
);
create index reservations_by_place on reservations (tenant_id, place);

do $$
declare
  name text;
begin
  foreach name in array array['ledger_totals', 'reservations'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to parley_app using (tenant_id = current_setting(''app.tenant'', true))
      with check (tenant_id = current_setting(''app.tenant'', true))', name);
  end loop;
end $$;
grant select, insert, update, delete on ledger_totals, reservations to parley_app;

-- The place was given between these two. Whatever was begun before the first was judged before it.
alter table effects add column placed_after timestamptz;
alter table effects add column placed_before timestamptz;
-- How long a step waited from its judgement to its beginning, in powers of 16 from 4 s: those that were judged before a
-- moment and begun after it are few in each, and found without reading all that was begun since. 5: longer, or not known.
alter table effects add column waited smallint not null default 5;
drop index effects_begun_by_requester;
drop index effects_begun;
create index effects_begun_by_requester on effects (tenant_id, requester, waited, dispatched_at)
  where state in ('dispatched', 'succeeded', 'unknown');
create index effects_begun on effects (tenant_id, waited, dispatched_at)
  where state in ('dispatched', 'succeeded', 'unknown');

alter table tenants no force row level security;
alter table effects no force row level security;
alter table plans no force row level security;
alter table ledger_totals no force row level security;
alter table reservations no force row level security;
-- Plans that are under way were judged after their steps were written down.
update effects e set placed_after = e.created_at, placed_before = now()
  from plans p
 where p.tenant_id = e.tenant_id and p.id = e.plan_id and p.status in ('waiting', 'applying', 'unknown')
   and e.place is not null;

-- Whatever was begun, was begun at some time: an index over two columns isn't searched under row level security.
update effects set dispatched_at = created_at
 where dispatched_at is null and state in ('dispatched', 'succeeded', 'unknown');

create function keep_begun() returns trigger language plpgsql as $$
begin
  if new.dispatched_at is null then
    new.dispatched_at := new.created_at;
  elsif tg_op = 'UPDATE' and old.state = 'planned' and new.place is not null and new.placed_after is not null then
    new.waited := width_bucket(extract(epoch from new.dispatched_at - new.placed_after),
                               array[4, 64, 1024, 16384, 262144]::numeric[]);
  end if;
  return new;
end $$;
create trigger effects_begun before insert or update of state, dispatched_at on effects
  for each row when (new.state in ('dispatched', 'succeeded', 'unknown')) execute function keep_begun();

-- An effect's share: its amounts, and once that it is one.
create function share_of(amounts jsonb) returns table (currency text, times bigint, minor numeric)
language sql immutable as $$
  select a.key, (a.place = 1)::int::bigint, a.value::numeric
    from jsonb_each_text(case when amounts = '{}' then '{"": 0}' else amounts end) with ordinality as a(key, value, place)
$$;

create function owners_of(requester text, agent text) returns table (owner text)
language sql immutable as $$
  values ('user ' || requester), ('tenant'), ('agent ' || agent)
$$;

-- A lane in which nobody else adds until this transaction ends: the first that is free, so that there are no more than
-- were ever needed at once.
create function free_lane(tenant text) returns integer language plpgsql as $$
declare
  lane integer := 0;
begin
  while not pg_try_advisory_xact_lock(hashtext('totals of ' || tenant), lane) loop
    lane := lane + 1;
  end loop;
  return lane;
end $$;

-- What a row of the ledger adds to the sums, or takes from them (`sign`). One that is still to begin has no `begun_at`.
create type ledger_share as (
  tenant_id text, plan_id uuid, place bigint, requester text, agent text, tool text, amounts jsonb, begun_at timestamptz
);
create type ledger_change as (
  sign integer, tenant_id text, plan_id uuid, place bigint, requester text, agent text, tool text, amounts jsonb,
  begun_at timestamptz
);

-- Planned once for each session: what is read is the same few rows every time.
create function add_begun(tenant text, changes ledger_change[]) returns void
language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
  insert into ledger_totals as t (tenant_id, owner, kind, width, bucket, tool, currency, lane, times, minor)
  select tenant, o.owner, 'begun', w.width, floor(extract(epoch from c.begun_at) / w.width), c.tool,
         s.currency, l.lane, sum(c.sign * s.times), sum(c.sign * s.minor)
    from free_lane(tenant) l(lane), unnest(changes) c, share_of(c.amounts) s,
         owners_of(c.requester, c.agent) o, (values (1), (60), (3600), (86400)) w(width)
   where c.tenant_id = tenant and c.begun_at is not null
   group by 2, 4, 5, 6, 7, 8
  having sum(c.sign * s.times) <> 0 or sum(c.sign * s.minor) <> 0
      on conflict (tenant_id, owner, kind, width, bucket, tool, currency, lane) do update
     set times = t.times + excluded.times, minor = t.minor + excluded.minor;
end $$;

create function reserved_now(tenant text, plan_ids uuid[])
returns table (plan_id uuid, place bigint, requester text, agent text, tool text, currency text, times bigint, minor numeric)
language sql stable as $$
  select e.plan_id, coalesce(e.place, 0), e.requester, e.agent, e.tool, s.currency, sum(s.times)::bigint, sum(s.minor)
    from plans p
    join effects e on e.tenant_id = p.tenant_id and e.plan_id = p.id, share_of(e.amounts) s
   where p.tenant_id = tenant and p.id = any(plan_ids) and p.status in ('waiting', 'applying', 'unknown')
     and e.state = 'planned'
   group by 1, 2, 3, 4, 5, 6
$$;

-- Brings what plans hold to what their rows say now. The plans are held meanwhile: of two that change one of them, the
-- second sees what the first has left.
create function keep_reserved(tenant text, plan_ids uuid[]) returns void
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  changed integer;
begin
  perform from plans p where p.tenant_id = tenant and p.id = any(plan_ids) order by p.id for no key update;
  with changes as (
    select h.plan_id, h.place, h.requester, h.agent, h.tool, h.currency, sum(h.times) as times, sum(h.minor) as minor
      from (select * from reserved_now(tenant, plan_ids)
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
  )
  select count(*) from changes into changed;
  if changed > 0 then
    delete from reservations r where r.tenant_id = tenant and r.plan_id = any(plan_ids);
    insert into reservations (tenant_id, plan_id, place, requester, agent, tool, currency, times, minor)
    select tenant, n.* from reserved_now(tenant, plan_ids) n;
  end if;
end $$;

-- The sums follow the ledger in the very statement that changes it, whichever that is.
create function keep_totals() returns trigger language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  was ledger_share[] := '{}';
  is_now ledger_share[] := '{}';
  changes ledger_change[];
  tenant text;
begin
  if tg_op <> 'INSERT' then
    was := array(
      select row(w.tenant_id, w.plan_id, w.place, w.requester, w.agent, w.tool, w.amounts,
                 case when w.state <> 'planned' then w.dispatched_at end)::ledger_share
        from was_there w where w.state in ('planned', 'dispatched', 'succeeded', 'unknown'));
  end if;
  if tg_op <> 'DELETE' then
    is_now := array(
      select row(n.tenant_id, n.plan_id, n.place, n.requester, n.agent, n.tool, n.amounts,
                 case when n.state <> 'planned' then n.dispatched_at end)::ledger_share
        from is_there n where n.state in ('planned', 'dispatched', 'succeeded', 'unknown'));
  end if;
  changes := array(
    select row(-1, g.*)::ledger_change from (select * from unnest(was) except all select * from unnest(is_now)) g
     union all
    select row(1, g.*)::ledger_change from (select * from unnest(is_now) except all select * from unnest(was)) g);
  for tenant in select distinct c.tenant_id from unnest(changes) c loop
    if exists (select from unnest(changes) c where c.tenant_id = tenant and c.begun_at is not null) then
      perform add_begun(tenant, changes);
    end if;
    if exists (select from unnest(changes) c where c.tenant_id = tenant and c.begun_at is null) then
      perform keep_reserved(tenant, array(select distinct c.plan_id from unnest(changes) c
                                           where c.tenant_id = tenant and c.begun_at is null));
    end if;
  end loop;
  return null;
end $$;
create trigger effects_added after insert on effects
  referencing new table as is_there for each statement execute function keep_totals();
create trigger effects_changed after update on effects
  referencing old table as was_there new table as is_there for each statement execute function keep_totals();
create trigger effects_removed after delete on effects
  referencing old table as was_there for each statement execute function keep_totals();

create function keep_plans_reserved() returns trigger language plpgsql as $$
begin
  perform keep_reserved(new.tenant_id, array[new.id]);
  return null;
end $$;
create trigger plans_reserved after update of status on plans for each row
  when ((old.status in ('waiting', 'applying', 'unknown')) <> (new.status in ('waiting', 'applying', 'unknown')))
  execute function keep_plans_reserved();

-- The sums as the ledger gives them, made anew for a tenant while nothing in it begins or ends. Windows go back thirty days.
create function fill_totals(tenant text) returns void language plpgsql as $$
declare
  level record;
begin
  lock table effects, plans in share row exclusive mode;
  delete from ledger_totals t where t.tenant_id = tenant;
  delete from reservations r where r.tenant_id = tenant;
  insert into ledger_totals (tenant_id, owner, kind, width, bucket, tool, currency, lane, times, minor)
  select tenant, o.owner, 'begun', 1, floor(extract(epoch from e.dispatched_at)), e.tool,
         s.currency, 0, sum(s.times), sum(s.minor)
    from effects e, share_of(e.amounts) s, owners_of(e.requester, e.agent) o
   where e.tenant_id = tenant and e.state in ('dispatched', 'succeeded', 'unknown')
     and e.dispatched_at > now() - interval '31 days'
   group by 2, 5, 6, 7;
  insert into reservations (tenant_id, plan_id, place, requester, agent, tool, currency, times, minor)
  select tenant, n.*
    from reserved_now(tenant, array(select p.id from plans p where p.tenant_id = tenant
                                       and p.status in ('waiting', 'applying', 'unknown'))) n;
  insert into ledger_totals (tenant_id, owner, kind, width, bucket, tool, currency, lane, times, minor)
  select tenant, o.owner, 'reserved', 256, r.place / 256, r.tool, r.currency, 0, sum(r.times), sum(r.minor)
    from reservations r, owners_of(r.requester, r.agent) o
   where r.tenant_id = tenant group by 2, 5, 6, 7;
  for level in select * from (values ('begun', 1, 60), ('begun', 60, 3600), ('begun', 3600, 86400),
                                     ('reserved', 256, 65536), ('reserved', 65536, 16777216)) l(kind, finer, width) loop
    insert into ledger_totals (tenant_id, owner, kind, width, bucket, tool, currency, lane, times, minor)
    select tenant, t.owner, t.kind, level.width, t.bucket * level.finer / level.width, t.tool, t.currency, 0,
           sum(t.times), sum(t.minor)
      from ledger_totals t
     where t.tenant_id = tenant and t.kind = level.kind and t.width = level.finer
     group by 2, 3, 5, 6, 7;
  end loop;
end $$;

select fill_totals(tenant_id) from tenants;
alter table tenants force row level security;
alter table effects force row level security;
alter table plans force row level security;
alter table ledger_totals force row level security;
alter table reservations force row level security;

-- What a turn, a page and a sweep read is found by an index, whatever a tenant has: lists of plans in their orders, those
-- whose time has come, those that rules of an agent have judged, and questions that documents left open.
drop index plans_by_status;
create index plans_by_status on plans (tenant_id, status, created_at, id);
create index plans_of_requester on plans (tenant_id, requester, created_at, id);
create index plans_of_agent on plans (tenant_id, agent, created_at, id);
create index plans_by_risk on plans (tenant_id, status, risk desc, created_at, id);
create index plans_to_expire on plans (tenant_id, expires_at) where status = 'waiting';
create index plans_to_escalate on plans (tenant_id, escalates_at) where status = 'waiting' and escalated_at is null;
create index messages_unanswered on messages (tenant_id, created_at)
  where role = 'assistant' and parts @> '[{"type": "notice", "code": "not-in-documents"}]';
