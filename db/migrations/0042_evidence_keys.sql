-- The public keys that servers sign evidence with: one that was given a key of its own is noticed, and evidence of each can
-- be checked with what any of them publishes. What a server vouches for stands in its folder, not here.
create table evidence_keys (
  tenant_id text not null references tenants,
  kid text not null,
  x text not null,
  announced_at timestamptz not null default now(),
  primary key (tenant_id, kid)
);
alter table evidence_keys enable row level security;
alter table evidence_keys force row level security;
create policy own_tenant on evidence_keys to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert on evidence_keys to parley_app;

comment on table evidence_keys is
  'The public keys that servers announced to sign evidence with. Whoever writes here can announce one, so none is vouched for.';
comment on column evidence_keys.kid is
  'The key''s thumbprint (RFC 7638).';
comment on column evidence_keys.x is
  'The public key itself, in base64url (RFC 8037).';
