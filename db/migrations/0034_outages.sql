-- What a run rests for that is no step's: the part of this server that is away (`code`), since when, and how often that was
-- met in a row. Kept while the run is tried again, and forgotten with whatever else comes of it.
alter table runs add column outage jsonb;
-- How many wait for an operator is counted over all tenants.
grant select (aside_at) on runs to parley_queue;
