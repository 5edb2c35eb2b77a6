-- The whole of Parley's storage. Runs on PostgreSQL 15 and later and on PGlite, in one transaction, as the owner.
--
-- Two roles do the work of the server, and its login user must be a member of both and own nothing:
--   parley_app    sees and changes the rows of the tenant named in the setting app.tenant, and of no other
--   parley_queue  sees seven columns of runs, of all tenants, and takes work by changing four of them
-- Every key begins with the tenant, so that no reference can lead out of it.

create extension if not exists vector;

-- Roles belong to the whole server: another database of it may have made them, or be making them now.
do $$
declare
  name text;
begin
  foreach name in array array['parley_app', 'parley_queue'] loop
    begin
      if not exists (select 1 from pg_roles where rolname = name) then
        execute format('create role %I nologin', name);
      end if;
    exception when duplicate_object or unique_violation then
      null;
    end;
    if not pg_has_role(current_user, name, 'member') then
      execute format('grant %I to %I', name, current_user);
    end if;
  end loop;
end $$;

create table tenants (
  tenant_id text not null primary key check (tenant_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  created_at timestamptz not null default now()
);

create table principals (
  tenant_id text not null references tenants,
  id text not null,
  name text not null,
  email text,
  roles text[] not null default '{}',
  kind text not null check (kind in ('person', 'service')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table api_keys (
  tenant_id text not null,
  id text not null,
  principal_id text not null,
  name text not null,
  secret_hash text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, principal_id) references principals
);

-- head_seq and head_hash are the end of the thread's chain of events; whoever appends holds this row.
create table threads (
  tenant_id text not null,
  id uuid not null,
  agent text not null,
  requester text not null,
  channel text not null,
  head_seq bigint not null default 0,
  head_hash text,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, requester) references principals
);
create index threads_of_requester on threads (tenant_id, requester, id desc);

create table messages (
  tenant_id text not null,
  id uuid not null,
  thread_id uuid not null,
  run_id uuid,
  role text not null check (role in ('user', 'assistant')),
  principal_id text,
  parts jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references threads,
  foreign key (tenant_id, principal_id) references principals
);
create index messages_of_thread on messages (tenant_id, thread_id, created_at, id);
-- A run has one answer, however often it is made again.
create unique index messages_one_answer on messages (tenant_id, run_id) where role = 'assistant';

-- The queue. wake: someone asked a run to go on before it had paused.
create table runs (
  tenant_id text not null,
  id uuid not null,
  thread_id uuid not null,
  message_id uuid not null,
  agent text not null,
  requester text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'waiting', 'done', 'failed', 'cancelled')),
  lease_until timestamptz,
  fence bigint not null default 0,
  attempts integer not null default 0,
  wake boolean not null default false,
  route jsonb,
  agent_hash text,
  failure jsonb,
  traceparent text,
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references threads,
  foreign key (tenant_id, message_id) references messages
);
alter table messages add foreign key (tenant_id, run_id) references runs;
create unique index runs_one_running on runs (tenant_id, thread_id) where state = 'running';
create index runs_to_claim on runs (id) where state in ('queued', 'running');
create index runs_waiting on runs (tenant_id) where state = 'waiting';
create index runs_of_thread on runs (tenant_id, thread_id, id);

create table inbox (
  tenant_id text not null,
  channel text not null,
  dedupe_key text not null,
  message_id uuid not null,
  run_id uuid not null,
  received_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, channel, dedupe_key),
  foreign key (tenant_id, message_id) references messages,
  foreign key (tenant_id, run_id) references runs
);

-- A cache: deleted when its run ends, and a run without one begins again from its rows. writes are by checkpoint, and
-- may come before theirs.
create table checkpoints (
  tenant_id text not null,
  run_id uuid not null,
  checkpoint_id text,
  checkpoint bytea,
  metadata bytea,
  writes jsonb not null default '{}',
  updated_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, run_id),
  foreign key (tenant_id, run_id) references runs
);

-- body holds commitments where disclosed holds {pointer: {value, salt}}; erasing the latter leaves the chain whole.
create table events (
  tenant_id text not null,
  thread_id uuid not null,
  seq bigint not null,
  type text not null,
  run_id uuid,
  at timestamptz not null,
  body jsonb not null,
  disclosed jsonb not null default '{}',
  previous_hash text,
  hash text not null,
  primary key (tenant_id, thread_id, seq),
  foreign key (tenant_id, thread_id) references threads
);

create table plans (
  tenant_id text not null,
  id uuid not null,
  thread_id uuid not null,
  run_id uuid not null,
  round integer not null,
  requester text not null,
  agent text not null,
  agent_hash text not null,
  author text not null check (author in ('playbook', 'model')),
  playbook text,
  program text not null,
  literals jsonb not null,
  slots jsonb not null,
  now_ms bigint not null,
  generation integer not null default 0,
  status text not null default 'making' check (status in ('making', 'waiting', 'applying', 'done', 'failed', 'refused',
    'rejected', 'expired', 'stale', 'unknown', 'cancelled')),
  said jsonb,
  failure jsonb,
  verdict jsonb,
  policy_hash text,
  digest text,
  seal jsonb,
  changes jsonb,
  dry_run_ended_at timestamptz,
  expires_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  unique (tenant_id, run_id, round),
  foreign key (tenant_id, thread_id) references threads,
  foreign key (tenant_id, run_id) references runs
);
create index plans_by_status on plans (tenant_id, status, id);

create table plan_reads (
  tenant_id text not null,
  plan_id uuid not null,
  generation integer not null,
  index integer not null,
  entry jsonb not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, plan_id, generation, index),
  foreign key (tenant_id, plan_id) references plans
);

-- The ledger. A row is committed as dispatched before its call is made.
create table effects (
  tenant_id text not null,
  plan_id uuid not null,
  index integer not null,
  tool text not null,
  args jsonb not null,
  labels jsonb not null,
  because jsonb not null,
  verdict jsonb,
  state text not null default 'planned' check (state in ('planned', 'dispatched', 'succeeded', 'failed', 'unknown',
    'cancelled')),
  definition_hash text not null,
  requester text not null,
  agent text not null,
  amounts jsonb not null default '{}',
  idempotency_key text,
  fence bigint,
  resolved_args jsonb,
  outcome jsonb,
  dispatched_at timestamptz,
  completed_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, plan_id, index),
  unique (tenant_id, idempotency_key),
  foreign key (tenant_id, plan_id) references plans
);
-- What policy asks of the last 24 hours: a requester's own share, and the tenant's.
create index effects_of_requester on effects (tenant_id, requester, created_at);
create index effects_by_time on effects (tenant_id, created_at);

create table decisions (
  tenant_id text not null,
  id uuid not null,
  plan_id uuid not null,
  digest text not null,
  principal_id text not null,
  decision text not null check (decision in ('approve', 'edit', 'reject')),
  roles text[] not null,
  authenticated_by text not null check (authenticated_by in ('session', 'key', 'token')),
  reason text,
  note text,
  changes jsonb,
  decided_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  unique (tenant_id, plan_id, digest, principal_id, decision),
  foreign key (tenant_id, plan_id) references plans,
  foreign key (tenant_id, principal_id) references principals
);

create table resolutions (
  tenant_id text not null,
  plan_id uuid not null,
  index integer not null,
  principal_id text not null,
  outcome text not null check (outcome in ('happened', 'did-not', 'look-again')),
  note text,
  at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, plan_id, index, at),
  foreign key (tenant_id, plan_id, index) references effects,
  foreign key (tenant_id, principal_id) references principals
);

create table tool_pins (
  tenant_id text not null references tenants,
  tool text not null,
  definition_hash text not null,
  definition jsonb not null,
  address text not null,
  accepted_by text not null,
  accepted_at timestamptz not null default now(),
  primary key (tenant_id, tool)
);

create table documents (
  tenant_id text not null references tenants,
  id uuid not null,
  source text not null,
  title text not null,
  owner text,
  acl text[] not null,
  class text not null check (class in ('public', 'internal', 'confidential', 'regulated')),
  current_version integer not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, source)
);

create table document_versions (
  tenant_id text not null,
  document_id uuid not null,
  version integer not null,
  text text not null,
  content_hash text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, document_id, version),
  foreign key (tenant_id, document_id) references documents on delete cascade
);

-- start and end are the span in the version's text. length is in terms, as BM25 counts it.
create table passages (
  tenant_id text not null,
  id uuid not null,
  document_id uuid not null,
  version integer not null,
  ordinal integer not null,
  start integer not null,
  "end" integer not null,
  heading text,
  text text not null,
  embedding vector(512),
  embedder text,
  length integer not null,
  current boolean not null default true,
  primary key (tenant_id, id),
  unique (tenant_id, document_id, version, ordinal),
  foreign key (tenant_id, document_id, version) references document_versions on delete cascade
);
create index passages_by_embedding on passages using hnsw (embedding vector_cosine_ops);

create table passage_terms (
  tenant_id text not null,
  passage_id uuid not null,
  term text not null,
  frequency integer not null,
  primary key (tenant_id, term, passage_id),
  foreign key (tenant_id, passage_id) references passages on delete cascade
);
create index passage_terms_of_passage on passage_terms (tenant_id, passage_id);

-- One policy for every table, and the owner is held by it too. An unset tenant is null or '', which no row has.
do $$
declare
  name text;
begin
  for name in select tablename from pg_tables where schemaname = current_schema() and tablename <> 'migrations' loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to parley_app using (tenant_id = current_setting(''app.tenant'', true))
      with check (tenant_id = current_setting(''app.tenant'', true))', name);
  end loop;
end $$;

-- Records are added to and read; what may change later is named column by column.
grant select on migrations to parley_app;
grant select, insert on tenants, inbox, decisions, resolutions to parley_app;
grant select, insert, update on principals, api_keys, threads, runs, plans to parley_app;
grant select, insert, update (parts) on messages to parley_app;
grant select, insert, update (disclosed) on events to parley_app;
grant select, insert, update, delete on checkpoints, plan_reads, effects, tool_pins, documents, document_versions,
  passages, passage_terms to parley_app;

create policy every_tenant on runs to parley_queue using (true) with check (true);
grant select (id, tenant_id, thread_id, state, lease_until, fence, attempts), update (state, lease_until, fence, attempts)
  on runs to parley_queue;
