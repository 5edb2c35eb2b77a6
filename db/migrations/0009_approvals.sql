-- Who else may answer a waiting plan, from when on, and when that was told. The first two are part of what is sealed.
alter table plans add column escalates_to text;
alter table plans add column escalates_at timestamptz;
alter table plans add column escalated_at timestamptz;
-- What a queue is sorted by, the weightiest number first: unchecked steps, money out, steps that can't be undone.
alter table plans add column risk bigint[] not null default '{}';

-- When a plan was first shown to somebody who could decide on it, by its digest.
create table plan_views (
  tenant_id text not null,
  plan_id uuid not null,
  digest text not null,
  principal_id text not null,
  shown_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, plan_id, digest, principal_id),
  foreign key (tenant_id, plan_id) references plans,
  foreign key (tenant_id, principal_id) references principals
);

-- Copied from plan_views when somebody decides; null where this digest was never shown to them.
alter table decisions add column shown_at timestamptz;

alter table plan_views enable row level security;
alter table plan_views force row level security;
create policy own_tenant on plan_views to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));

grant select, insert on plan_views to parley_app;
