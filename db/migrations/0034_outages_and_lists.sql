-- What a run rests for that is no step's: the part of this server that is away (`code`), since when, and how often that was
-- met in a row. Kept while the run is tried again, and forgotten with whatever else comes of it.
alter table runs add column outage jsonb;
-- How many wait for an operator is counted over all tenants.
grant select (aside_at) on runs to parley_queue;

-- The roles that a plan asks, as one text of which there are few: lists of whoever decides are read by it, also of what has
-- ended. A column, since nothing that looks into a verdict may be compared before the tenant's policy has been.
alter table plans add column asked_roles text generated always as (verdict ->> 'roles') stored;
create index plans_by_roles on plans (tenant_id, asked_roles, status, created_at, id) where asked_roles is not null;
create index plans_by_roles_and_risk on plans (tenant_id, asked_roles, status, risk desc, created_at, id)
  where asked_roles is not null;
create index plans_passed_on on plans (tenant_id, escalates_to, created_at, id) where escalates_to is not null;
-- Whoever asked reads their own in each order, and by how they ended.
create index plans_of_requester_by_status on plans (tenant_id, requester, status, created_at, id);
create index plans_of_requester_by_risk on plans (tenant_id, requester, risk desc, created_at, id);
