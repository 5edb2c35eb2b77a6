-- A run that waits for no person but for a time: until `not_before`, for the reason in `rest`. It is woken by itself.
-- `aside_at`: since when it waits for an operator, after it ended what worked on it, or ended in errors of ours.
-- `claimed_at`: when it was last taken up, so that the next who takes it up sees whether anything came of that.
-- `errors`: how often in a row it ended in an error of ours, with nothing to show for it.
alter table runs
  add column not_before timestamptz,
  add column rest jsonb,
  add column aside_at timestamptz,
  add column claimed_at timestamptz,
  add column errors integer not null default 0;
alter table runs add constraint runs_rest_waits check ((not_before is null and aside_at is null) or state = 'waiting');
create index runs_resting on runs (not_before) where not_before is not null;
create index runs_aside on runs (tenant_id, aside_at) where aside_at is not null;
grant select (not_before, claimed_at), update (not_before, rest, claimed_at) on runs to parley_queue;

-- What was tried to find out about a step, in order, and when a call of it last began.
alter table effects
  add column tries jsonb not null default '[]',
  add column tried_at timestamptz;
