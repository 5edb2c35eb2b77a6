-- Every request to a model that a turn made, written before it is sent: what it was asked with, and what it cost. No words
-- of anybody. An outcome of null is a request that is under way, or whose worker ended before its reply.
create table model_calls (
  tenant_id text not null,
  run_id uuid not null,
  id uuid not null,
  plan_id uuid,
  prompt text not null,
  model text not null,
  input_tokens integer not null default 0,
  output_tokens integer not null default 0,
  duration_ms integer,
  outcome text,
  asked_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, run_id, id),
  foreign key (tenant_id, run_id) references runs on delete cascade,
  foreign key (tenant_id, plan_id) references plans on delete cascade
);
create index model_calls_of_plan on model_calls (tenant_id, plan_id) where plan_id is not null;

alter table model_calls enable row level security;
alter table model_calls force row level security;
create policy own_tenant on model_calls to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));

grant select, insert, update (input_tokens, output_tokens, duration_ms, outcome) on model_calls to parley_app;
