-- What a plan's requester is taken to have asked for. Null for plans from before, of which nothing is known: their digests
-- cover none.
alter table plans add column intent jsonb;
