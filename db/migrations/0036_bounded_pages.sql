-- How far to the front a plan is of a list by risk, as one text: each number counted down from the largest, so that the riskiest
-- has the smallest. A page that begins after a plan is one stretch of an index by it. Arrays can't be that: comparing them may
-- fail, so it is done after the tenant's policy, row by row.
create function risk_order(risk bigint[]) returns text language sql immutable parallel safe as $$
  select coalesce(string_agg(lpad((9223372036854775807::numeric - number)::text, 20, '0'), '' order by place), '') || '~'
    from unnest(risk) with ordinality as each(number, place)
$$;
alter table plans add column risk_order text collate "C" generated always as (risk_order(risk)) stored;

drop index plans_by_risk, plans_by_roles_and_risk, plans_of_requester_by_risk;
create index plans_by_risk on plans (tenant_id, status, risk_order, created_at, id);
create index plans_by_roles_and_risk on plans (tenant_id, asked_roles, status, risk_order, created_at, id)
  where asked_roles is not null;
create index plans_of_requester_by_risk on plans (tenant_id, requester, risk_order, created_at, id);

-- What of somebody's is under way, where much of others' is.
create index runs_open_of_requester on runs (tenant_id, requester, state, thread_id)
  where state in ('queued', 'running', 'waiting');
