-- What an outside channel shows of an answer that isn't there yet. Whoever writes it says so first, so that no two write it and
-- the answer doesn't come beside it: it takes its place, and the row goes.
create table channel_drafts (
  tenant_id text not null,
  thread_id uuid not null,
  run_id uuid not null,
  channel text not null,
  posted_as text,
  may_be_there boolean not null default false,
  writing_until timestamptz,
  taken_by bigint,
  begun_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, thread_id, run_id),
  foreign key (tenant_id, thread_id) references threads,
  constraint channel_drafts_posted check (posted_as is null or may_be_there)
);
create index channel_drafts_of_channel on channel_drafts (tenant_id, channel, begun_at);

alter table channel_drafts enable row level security;
alter table channel_drafts force row level security;
create policy own_tenant on channel_drafts to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert, delete, update (posted_as, may_be_there, writing_until, taken_by) on channel_drafts to parley_app;

comment on table channel_drafts is
  'What an outside channel shows of an answer that isn''t there yet, until the answer takes its place. It holds nobody''s words.';
comment on column channel_drafts.posted_as is
  'What the channel calls it; null where it hasn''t said.';
comment on column channel_drafts.may_be_there is
  'Something was sent of it, whether or not the channel said that it has it.';
comment on column channel_drafts.writing_until is
  'Until then somebody may be writing it.';
comment on column channel_drafts.taken_by is
  'The event that is told in its place: nobody writes it from then on.';

-- Workspaces in which the app of a channel is installed, and offers to install it. Rows of installations stay, so that it is known
-- who let in which workspace when; their tokens go when they end.
create table channel_installations (
  tenant_id text not null references tenants,
  id uuid not null,
  channel text not null,
  state_hash text not null,
  offered_by text not null,
  offered_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  workspace text,
  name text,
  sealed_token text,
  installed_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  primary key (tenant_id, id),
  foreign key (tenant_id, offered_by) references principals,
  constraint channel_installations_made check (
    (installed_at is null) = (workspace is null) and (installed_at is null) = (name is null)),
  constraint channel_installations_ended check (
    (ended_at is null) = (ended_by is null) and (sealed_token is not null) = (installed_at is not null and ended_at is null))
);
create unique index channel_installations_state on channel_installations (tenant_id, state_hash);
create unique index channel_installations_standing on channel_installations (tenant_id, channel, workspace)
  where installed_at is not null and ended_at is null;

alter table channel_installations enable row level security;
alter table channel_installations force row level security;
create policy own_tenant on channel_installations to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert, update (workspace, name, sealed_token, installed_at, ended_at, ended_by)
  on channel_installations to parley_app;

comment on table channel_installations is
  'Workspaces in which the app of a channel is installed, and offers to install it. Installations stay when they end.';
comment on column channel_installations.state_hash is
  'Of what the service sends back when somebody has agreed there.';
comment on column channel_installations.workspace is
  'What the service calls it; null while it is offered.';
comment on column channel_installations.sealed_token is
  'The app''s token there, under SIGN_IN_KEY; null where it has ended.';

-- Conversations of outside channels that somebody was greeted in: once, however often the service says that they came.
create table channel_greetings (
  tenant_id text not null references tenants,
  channel text not null,
  outside_id text not null,
  greeted_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, channel, outside_id)
);
alter table channel_greetings enable row level security;
alter table channel_greetings force row level security;
create policy own_tenant on channel_greetings to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert on channel_greetings to parley_app;
comment on table channel_greetings is
  'Conversations of outside channels that somebody was greeted in.';
