-- Conversations that were passed on to a person: who asks for one, when, and for which role. What they asked stands in the
-- message of the run, and what a person answers in the thread's messages: this holds nobody's words.
create table hand_overs (
  tenant_id text not null references tenants,
  id uuid not null,
  thread_id uuid not null,
  run_id uuid not null,
  agent text not null,
  requester text not null,
  role text not null,
  because text not null check (because in ('asked', 'unhelpful')),
  taken_by text,
  taken_at timestamptz,
  closed_by text,
  closed_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  unique (tenant_id, run_id),
  foreign key (tenant_id, thread_id) references threads,
  foreign key (tenant_id, run_id) references runs,
  foreign key (tenant_id, requester) references principals,
  foreign key (tenant_id, taken_by) references principals,
  foreign key (tenant_id, closed_by) references principals,
  constraint hand_overs_taken check ((taken_by is null) = (taken_at is null)),
  constraint hand_overs_closed check ((closed_by is null) = (closed_at is null))
);
-- A conversation is with one person at a time.
create unique index hand_overs_one_open on hand_overs (tenant_id, thread_id) where closed_at is null;
create index hand_overs_open on hand_overs (tenant_id, created_at, id) where closed_at is null;
create index hand_overs_ended on hand_overs (tenant_id, closed_at desc, id) where closed_at is not null;

alter table hand_overs enable row level security;
alter table hand_overs force row level security;
create policy own_tenant on hand_overs to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert, update (taken_by, taken_at, closed_by, closed_at) on hand_overs to parley_app;

-- Whether anybody is there for a role is asked when a conversation is passed on.
create index principals_with_roles on principals (tenant_id) where cardinality(roles) > 0;

-- What a person writes in a thread beside the one whose it is; `principal_id` is who.
alter table messages drop constraint messages_role_check;
alter table messages add constraint messages_role_check check (role in ('user', 'assistant', 'person'));
alter table messages add constraint messages_person_named check (role <> 'person' or principal_id is not null);

-- unhelpful: its answer didn't help. joined: messages from before its own that it answers too, the first first.
alter table runs
  add column unhelpful boolean not null default false,
  add column joined uuid[] not null default '{}';
