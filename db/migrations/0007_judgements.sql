-- The rules of agents as they stood, by the hash that plans are judged under: with them a verdict can be explained, and
-- judged again, when the files say something else.
create table policy_sets (
  tenant_id text not null references tenants,
  hash text not null,
  agent text not null,
  sources jsonb not null,
  trusted_sources jsonb not null,
  first_used_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, hash)
);

-- What judging a plan saw beside its effects and reads, with what a rule on trial (shadow) would have said. One for each
-- plan: judged again, it is replaced as the verdict is.
create table judgements (
  tenant_id text not null,
  plan_id uuid not null,
  facts jsonb not null,
  shadow jsonb,
  judged_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, plan_id),
  foreign key (tenant_id, plan_id) references plans
);
create index judgements_with_shadow on judgements (tenant_id, (shadow ->> 'hash'), plan_id) where shadow is not null;

alter table policy_sets enable row level security;
alter table policy_sets force row level security;
create policy own_tenant on policy_sets to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
alter table judgements enable row level security;
alter table judgements force row level security;
create policy own_tenant on judgements to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));

grant select, insert on policy_sets to parley_app;
grant select, insert, update on judgements to parley_app;
