-- Every definition of a tool that somebody accepted, and the one that it took the place of. Rows are only added:
-- tool_pins says what counts now, this says who answers for it.
create table tool_acceptances (
  tenant_id text not null references tenants,
  tool text not null,
  accepted_at timestamptz not null default clock_timestamp(),
  definition_hash text not null,
  previous_hash text,
  definition jsonb not null,
  address text not null,
  accepted_by text not null,
  primary key (tenant_id, tool, accepted_at)
);

-- What an operator has stopped: a tool or an agent by its name, or everything of the tenant, whose name is ''.
-- A row without an end is in force, and there is one for a thing at most.
create table stops (
  tenant_id text not null references tenants,
  id uuid not null,
  kind text not null check (kind in ('tool', 'agent', 'tenant')),
  name text not null check ((kind = 'tenant') = (name = '')),
  why text not null,
  stopped_by text not null,
  stopped_at timestamptz not null default clock_timestamp(),
  started_by text,
  started_at timestamptz,
  primary key (tenant_id, id),
  check ((started_by is null) = (started_at is null))
);
create unique index stops_in_force on stops (tenant_id, kind, name) where started_at is null;

do $$
declare
  name text;
begin
  foreach name in array array['tool_acceptances', 'stops'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to parley_app using (tenant_id = current_setting(''app.tenant'', true))
      with check (tenant_id = current_setting(''app.tenant'', true))', name);
  end loop;
end $$;

grant select, insert on tool_acceptances to parley_app;
grant select, insert, update (started_by, started_at) on stops to parley_app;

-- The last access token that somebody signed in with, sealed by the server's own key: what is exchanged for a token of a
-- tool server that acts with the requester's rights. Useless without the key, and kept no longer than it lives.
create table sign_ins (
  tenant_id text not null,
  principal_id text not null,
  sealed_token text not null,
  expires_at timestamptz not null,
  signed_in_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, principal_id),
  foreign key (tenant_id, principal_id) references principals
);

alter table sign_ins enable row level security;
alter table sign_ins force row level security;
create policy own_tenant on sign_ins to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));

grant select, insert, update, delete on sign_ins to parley_app;
