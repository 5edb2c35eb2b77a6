-- What a channel that speaks mail needs to answer a conversation, and how far a channel that fetches what came has read.
alter table outside_threads add column reply jsonb;
grant update (reply) on outside_threads to parley_app;
comment on column outside_threads.reply is
  'What the channel needs to answer in it, as the last message from there said: of a mail whom it names as its sender, its subject and what it answers.';

create table channel_cursors (
  tenant_id text not null references tenants,
  channel text not null,
  place jsonb,
  holder uuid,
  lease_until timestamptz,
  primary key (tenant_id, channel),
  constraint channel_cursors_leased check ((holder is null) = (lease_until is null))
);
alter table channel_cursors enable row level security;
alter table channel_cursors force row level security;
create policy own_tenant on channel_cursors to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert, update (place, holder, lease_until) on channel_cursors to parley_app;

comment on table channel_cursors is
  'How far a channel that is fetched from has been read, by the one process that reads it.';
comment on column channel_cursors.place is
  'As the channel says it: of a mailbox its uids. Null where it was never read.';
comment on column channel_cursors.holder is
  'Which process reads it, until its lease ends.';
