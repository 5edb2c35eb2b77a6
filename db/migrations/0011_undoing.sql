-- A step that takes another back, after one that failed: a row of the ledger as any other, behind those of its plan. The
-- step that it takes back is compensated from then on.
alter table effects add column undoes integer;
alter table effects drop constraint effects_state_check;
alter table effects add constraint effects_state_check
  check (state in ('planned', 'dispatched', 'succeeded', 'failed', 'unknown', 'compensated', 'cancelled'));
