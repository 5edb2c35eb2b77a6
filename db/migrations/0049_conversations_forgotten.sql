-- When each conversation by its words was gone on with last, so that those that nobody goes on with are forgotten. Rows from
-- before count from now.
alter table conversations add column said_at timestamptz not null default now();
alter table conversations alter column said_at set default clock_timestamp();
grant delete, update (said_at) on conversations to parley_app;

-- What is old is looked for among all tenants first: the queue sees whose it is, and nothing else.
create index conversations_old on conversations (said_at, tenant_id);
create policy every_tenant on conversations for select to parley_queue using (true);
grant select (tenant_id, said_at) on conversations to parley_queue;

comment on column conversations.said_at is
  'When that message was taken in anew last. What is older than is kept is deleted, unless something of its thread waits.';
