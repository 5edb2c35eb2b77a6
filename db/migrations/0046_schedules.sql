-- What begins without a person. The files of agents' folders say what and when; here is until when anybody looked, and each time
-- that was due, once: the key is what makes it once, whoever looks and however often.
create table schedules (
  tenant_id text not null references tenants,
  agent text not null,
  name text not null,
  rule text not null,
  looked_until timestamptz not null default clock_timestamp(),
  primary key (tenant_id, agent, name)
);

create table schedule_times (
  tenant_id text not null,
  agent text not null,
  name text not null,
  due_at timestamptz not null,
  state text not null check (state in ('due', 'begun', 'skipped', 'failed')),
  asked_by text,
  thread_id uuid,
  error text,
  settled_at timestamptz,
  primary key (tenant_id, agent, name, due_at),
  foreign key (tenant_id, agent, name) references schedules,
  foreign key (tenant_id, thread_id) references threads,
  constraint schedule_times_begun check ((state = 'begun') = (thread_id is not null)),
  constraint schedule_times_settled check ((state = 'due') = (settled_at is null))
);
create index schedule_times_due on schedule_times (tenant_id, due_at) where state = 'due';

do $$
declare
  name text;
begin
  foreach name in array array['schedules', 'schedule_times'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to parley_app using (tenant_id = current_setting(''app.tenant'', true))
      with check (tenant_id = current_setting(''app.tenant'', true))', name);
  end loop;
end $$;
grant select, insert, update (rule, looked_until) on schedules to parley_app;
grant select, insert, update (state, thread_id, error, settled_at) on schedule_times to parley_app;

comment on table schedules is
  'Schedules of agents'' folders, and until when somebody has looked what is due.';
comment on column schedules.rule is
  'Its cron expression and time zone. With another one it is a new schedule: what that missed is nothing.';
comment on column schedules.looked_until is
  'Times up to here are in `schedule_times` or were none.';
comment on table schedule_times is
  'Each time at which a schedule was due, once, and what came of it.';
comment on column schedule_times.state is
  '`due` is begun by whoever comes first, and by the next where they died.';
comment on column schedule_times.asked_by is
  'Who had it begin by hand; null for the clock.';
comment on column schedule_times.error is
  'A code.';
