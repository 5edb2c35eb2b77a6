-- What plans were judged by, once for all plans: policies with what they were compiled from, tools, limits, by the SHA-256 of
-- their canonical JSON. Evidence needs it when the agent has changed since. Rows are never changed.
create table agent_parts (
  tenant_id text not null references tenants on delete cascade,
  hash text not null,
  part jsonb not null,
  kept_at timestamptz not null default now(),
  primary key (tenant_id, hash)
);

alter table agent_parts enable row level security;
alter table agent_parts force row level security;
create policy own_tenant on agent_parts to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));

grant select, insert on agent_parts to parley_app;
