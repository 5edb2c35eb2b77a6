-- A read that a rule asks about waits with a card: what waits then are reads, and nothing of the plan is staged yet. What
-- was allowed goes on standing beside the plan that came of it: which reads, under which digest, and all that was sealed.
alter table plans add column asking boolean not null default false;

create table allowed_reads (
  tenant_id text not null,
  plan_id uuid not null,
  place integer not null,
  digest text not null,
  verdict jsonb not null,
  reads jsonb not null,
  sealed jsonb not null,
  escalates_to text,
  escalates_at timestamptz,
  allowed_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, plan_id, place),
  foreign key (tenant_id, plan_id) references plans
);
alter table allowed_reads enable row level security;
alter table allowed_reads force row level security;
create policy own_tenant on allowed_reads to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert on allowed_reads to parley_app;

comment on column plans.asking is
  'Whether its rows in effects are reads that people are asked about, and none of its steps.';
comment on table allowed_reads is
  'Reads of a plan that people were asked about and allowed, each time that they were asked.';
comment on column allowed_reads.place is
  'How many times people had been asked about reads of this plan before.';
comment on column allowed_reads.digest is
  'What they said yes to, as it stands in their decisions.';
comment on column allowed_reads.reads is
  'Tool, arguments with their labels, and definition of each.';
comment on column allowed_reads.sealed is
  'The document under the digest, with the seal.';

-- Reads that people are asked about hold nothing of any window: what windows add up is what is done.
create or replace function reserved_now(tenant text, plan_ids uuid[])
returns table (plan_id uuid, place bigint, requester text, agent text, tool text, currency text, times bigint, minor numeric)
language sql stable as $$
  select e.plan_id, coalesce(e.place, 0), e.requester, e.agent, e.tool, s.currency, sum(s.times)::bigint, sum(s.minor)
    from plans p
    join effects e on e.tenant_id = p.tenant_id and e.plan_id = p.id, share_of(e.amounts) s
   where p.tenant_id = tenant and p.id = any(plan_ids) and p.status in ('waiting', 'applying', 'unknown')
     and not p.asking and e.state = 'planned'
   group by 1, 2, 3, 4, 5, 6
$$;
