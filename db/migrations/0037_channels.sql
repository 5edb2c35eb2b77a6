-- Conversations of outside channels (a webhook, Slack): which thread is which of theirs. What arrived already is in inbox, by the
-- outside message's id. is_subscribed: what happens in the thread is told to the channel.
create table outside_threads (
  tenant_id text not null references tenants,
  channel text not null,
  outside_id text not null,
  thread_id uuid not null,
  is_subscribed boolean not null,
  opened_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, channel, outside_id),
  unique (tenant_id, thread_id),
  foreign key (tenant_id, thread_id) references threads
);

-- What is to be told to a channel: an event of a thread, once each, and how far its delivery is. It holds nobody's words.
-- error: a code. delivered_as: what the channel calls it, so that it can be changed there.
create table outbox (
  tenant_id text not null,
  thread_id uuid not null,
  seq bigint not null,
  channel text not null,
  kind text not null,
  state text not null default 'pending' check (state in ('pending', 'sending', 'delivered', 'failed')),
  attempts integer not null default 0,
  fence bigint not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  error text,
  delivered_as text,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  primary key (tenant_id, thread_id, seq),
  foreign key (tenant_id, thread_id, seq) references events,
  constraint outbox_leased check ((state = 'sending') = (lease_until is not null)),
  constraint outbox_settled check ((state in ('delivered', 'failed')) = (settled_at is not null))
);
create index outbox_open on outbox (tenant_id, channel, next_attempt_at) where state in ('pending', 'sending');
create index outbox_open_of_thread on outbox (tenant_id, thread_id, seq) where state in ('pending', 'sending');
-- A thread's are sent one after the other.
create unique index outbox_one_sending on outbox (tenant_id, thread_id) where state = 'sending';
create index outbox_failed on outbox (tenant_id, settled_at desc, thread_id, seq) where state = 'failed';

-- In the transaction of the event, whoever writes it: none is lost, and none is there twice.
create function queue_for_channel() returns trigger language plpgsql as $$
begin
  insert into outbox (tenant_id, thread_id, seq, channel, kind)
  select o.tenant_id, o.thread_id, new.seq, o.channel, new.type
    from outside_threads o
   where o.tenant_id = new.tenant_id and o.thread_id = new.thread_id and o.is_subscribed;
  if found then
    -- As `tellEverybody` in src/memory/database/notices.ts writes it.
    perform pg_notify('parley_outbox', '- ' || new.tenant_id);
  end if;
  return null;
end $$;
create trigger events_to_outbox after insert on events for each row
  when (new.type in ('message-completed', 'person-answered', 'run-waiting', 'plan-decided', 'run-set-aside'))
  execute function queue_for_channel();

do $$
declare
  name text;
begin
  foreach name in array array['outside_threads', 'outbox'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to parley_app using (tenant_id = current_setting(''app.tenant'', true))
      with check (tenant_id = current_setting(''app.tenant'', true))', name);
  end loop;
end $$;
grant select, insert, update (is_subscribed) on outside_threads to parley_app;
grant select, insert, update (state, attempts, fence, next_attempt_at, lease_until, error, delivered_as, settled_at)
  on outbox to parley_app;

comment on table outside_threads is
  'Conversations of outside channels (a webhook, Slack): which thread is which of theirs. What arrived already is in `inbox`.';
comment on column outside_threads.is_subscribed is
  'What happens in the thread is told to the channel.';
comment on table outbox is
  'What is to be told to a channel: an event of a thread, once each, and how far its delivery is. It holds nobody''s words.';
comment on column outbox.error is
  'A code.';
comment on column outbox.delivered_as is
  'What the channel calls it, so that it can be changed there.';
