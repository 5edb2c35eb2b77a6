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
