-- What a model's plan was asked for with: the prompt's version, the model, and the references that its program was given.
-- next: what led the program to ask for another round; null where it didn't.
alter table plans
  add column prompt text,
  add column model text,
  add column refs jsonb not null default '{}',
  add column next jsonb;

-- Every program that a model wrote for a plan, kept before it is tried out. failure says why it came to nothing.
create table plan_attempts (
  tenant_id text not null,
  plan_id uuid not null,
  attempt integer not null,
  program text not null,
  literals jsonb not null,
  slots jsonb not null,
  failure jsonb,
  written_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, plan_id, attempt),
  foreign key (tenant_id, plan_id) references plans
);

alter table plan_attempts enable row level security;
alter table plan_attempts force row level security;
create policy own_tenant on plan_attempts to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert, update (failure) on plan_attempts to parley_app;
