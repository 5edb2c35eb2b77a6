-- How many plans of a requester wait for a person, asked before one more does.
create index plans_waiting_of_requester on plans (tenant_id, requester) where status = 'waiting';
