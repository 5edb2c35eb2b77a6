-- Lets a transaction whose statements are all sent before any is answered, its COMMIT among them, depend on what one of
-- them finds: where that doesn't hold, the statement fails and nothing of the transaction is done.
create function insist(holds boolean, otherwise text) returns boolean
language plpgsql as $$
begin
  if holds then
    return true;
  end if;
  raise exception using errcode = otherwise, message = 'what a transaction depends on does not hold';
end $$;

-- What policy asks of the last 24 hours, by when it was begun: a requester's own share, and the tenant's. What is only
-- planned is found by the plans that wait.
drop index effects_of_requester;
drop index effects_by_time;
create index effects_begun_by_requester on effects (tenant_id, requester, coalesce(dispatched_at, created_at))
  where state in ('dispatched', 'succeeded', 'unknown');
create index effects_begun on effects (tenant_id, coalesce(dispatched_at, created_at))
  where state in ('dispatched', 'succeeded', 'unknown');
