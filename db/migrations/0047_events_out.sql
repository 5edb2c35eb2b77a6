-- What is told to programs that follow what happens. The operator's file says who follows what; servers keep it here at their
-- start, so that the row of a delivery is written in the transaction of its event, as outbox's is.
create table event_subscriptions (
  tenant_id text not null references tenants,
  name text not null,
  kinds text[] not null,
  primary key (tenant_id, name)
);

create table event_deliveries (
  tenant_id text not null,
  subscription text not null,
  thread_id uuid not null,
  seq bigint not null,
  kind text not null,
  state text not null default 'pending' check (state in ('pending', 'sending', 'delivered', 'failed', 'skipped')),
  attempts integer not null default 0,
  fence bigint not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  error text,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  primary key (tenant_id, subscription, thread_id, seq),
  foreign key (tenant_id, subscription) references event_subscriptions,
  foreign key (tenant_id, thread_id, seq) references events,
  constraint event_deliveries_leased check ((state = 'sending') = (lease_until is not null)),
  constraint event_deliveries_settled check ((state in ('delivered', 'failed', 'skipped')) = (settled_at is not null))
);
create index event_deliveries_open on event_deliveries (tenant_id, subscription, next_attempt_at)
  where state in ('pending', 'sending');
create index event_deliveries_of_thread on event_deliveries (tenant_id, subscription, thread_id, seq)
  where state in ('pending', 'sending');
create unique index event_deliveries_one_sending on event_deliveries (tenant_id, subscription, thread_id)
  where state = 'sending';
create index event_deliveries_last on event_deliveries (tenant_id, subscription, settled_at desc);

create function queue_for_subscriptions() returns trigger language plpgsql as $$
begin
  insert into event_deliveries (tenant_id, subscription, thread_id, seq, kind)
  select s.tenant_id, s.name, new.thread_id, new.seq, new.type
    from event_subscriptions s
   where s.tenant_id = new.tenant_id and new.type = any(s.kinds);
  if found then
    perform pg_notify('parley_outbox', '- ' || new.tenant_id);
  end if;
  return null;
end $$;
create trigger events_to_subscriptions after insert on events for each row
  when (new.type in ('run-waiting', 'plan-decided', 'plan-escalated', 'effect-completed', 'run-completed', 'run-failed',
    'run-set-aside', 'handed-over', 'hand-over-taken', 'hand-over-released', 'hand-over-closed'))
  execute function queue_for_subscriptions();

do $$
declare
  name text;
begin
  foreach name in array array['event_subscriptions', 'event_deliveries'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to parley_app using (tenant_id = current_setting(''app.tenant'', true))
      with check (tenant_id = current_setting(''app.tenant'', true))', name);
  end loop;
end $$;
grant select, insert, update (kinds) on event_subscriptions to parley_app;
grant select, insert, update (state, attempts, fence, next_attempt_at, lease_until, error, created_at, settled_at)
  on event_deliveries to parley_app;

comment on table event_subscriptions is
  'Programs that are told what happens, as the operator''s file of channels named them last.';
comment on column event_subscriptions.kinds is
  'The types of events that it is told of; none where it isn''t in the file any more.';
comment on table event_deliveries is
  'What is to be told to each of them: an event of a thread, once each, and how far its delivery is. It holds nobody''s words.';
comment on column event_deliveries.state is
  '`skipped`: it may not read it.';
comment on column event_deliveries.error is
  'A code.';
