-- Accounts of outside services (Slack, Teams) that people linked to who they are here, and the offers to do so. An account has
-- one offer that is open, and is one person's. Rows of links stay, so that it is known who was whom when.
create table outside_links (
  tenant_id text not null references tenants,
  id uuid not null,
  outside_id text not null,
  service text not null,
  place text not null,
  name text not null,
  secret_hash text not null,
  offered_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  principal_id text,
  linked_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  primary key (tenant_id, id),
  foreign key (tenant_id, principal_id) references principals,
  constraint outside_links_linked check ((linked_at is null) = (principal_id is null)),
  constraint outside_links_ended check ((ended_at is null) = (ended_by is null) and (ended_at is null or linked_at is not null))
);
create unique index outside_links_open_offer on outside_links (tenant_id, outside_id) where linked_at is null;
create unique index outside_links_standing on outside_links (tenant_id, outside_id)
  where linked_at is not null and ended_at is null;
create unique index outside_links_secret on outside_links (tenant_id, secret_hash);
create index outside_links_of_person on outside_links (tenant_id, principal_id, linked_at desc) where linked_at is not null;

alter table outside_links enable row level security;
alter table outside_links force row level security;
create policy own_tenant on outside_links to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert,
  update (service, place, name, secret_hash, offered_at, expires_at, principal_id, linked_at, ended_at, ended_by)
  on outside_links to parley_app;

comment on table outside_links is
  'Accounts of outside services that people linked to who they are here, and offers to do so. Links stay when they end.';
comment on column outside_links.outside_id is
  'Whom the account is taken for without it: `outside.slack.acme|U1`.';
comment on column outside_links.place is
  'What the operator calls the workspace or directory.';
comment on column outside_links.name is
  'What the service called its owner then.';
comment on column outside_links.secret_hash is
  'Of the offer''s link, which is sent to the account alone.';
comment on column outside_links.principal_id is
  'Who it is here; null while it is offered.';
