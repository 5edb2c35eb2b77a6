-- The passages that a plan goes by, with their quotes and hashes. None for plans from before, whose digests cover none.
alter table plans add column citations jsonb not null default '[]';
