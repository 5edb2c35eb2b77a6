-- Conversations that a client tells whole each time and has no id for (the OpenAI API): which thread is which of them, and
-- which message was the last of it. Found by what its user wrote up to there, of whom and in which channel.
create table conversations (
  tenant_id text not null,
  channel text not null,
  requester text not null,
  key text not null,
  thread_id uuid not null,
  dedupe_key text not null,
  primary key (tenant_id, channel, requester, key),
  foreign key (tenant_id, thread_id) references threads,
  foreign key (tenant_id, requester) references principals
);
alter table conversations enable row level security;
alter table conversations force row level security;
create policy own_tenant on conversations to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert, update (thread_id, dedupe_key) on conversations to parley_app;

comment on table conversations is
  'Conversations that a client tells whole each time and has no id for: which thread each is of. It holds nobody''s words.';
comment on column conversations.key is
  'What was written in it up to a message, or the client''s own id of that message, as SHA-256.';
comment on column conversations.dedupe_key is
  'Of that message in `inbox`, the last time that it was taken in anew.';
