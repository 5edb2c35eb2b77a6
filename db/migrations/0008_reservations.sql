-- What policy asks of a window over the ledger is reserved with the judgement that counted it. A scope is whose window it
-- is: a requester, an agent or the tenant. Its version grows with every reservation in it, so whoever stores a judgement
-- sees whether another came between reading the totals and storing.
create table window_scopes (
  tenant_id text not null references tenants,
  scope text not null,
  version bigint not null,
  primary key (tenant_id, scope)
);
alter table window_scopes enable row level security;
alter table window_scopes force row level security;
create policy own_tenant on window_scopes to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert, update on window_scopes to parley_app;

-- Reservations in the order of their judgements: a plan that is asked again counts only those before its own, which were
-- there when it passed. Null: judged before there was an order.
create sequence reservation_places;
grant usage on sequence reservation_places to parley_app;
alter table effects add column place bigint;
