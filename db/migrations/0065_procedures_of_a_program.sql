-- The operator's procedures that a model's program calls, as they were when it was written: by the name that the program has
-- them by, each with its playbook's name, its program and its slots. Null where it calls none, and in plans from before.
alter table plans add column procedures jsonb;
comment on column plans.procedures is
  'The operator''s procedures that a model''s program calls, as they were then; null where it calls none.';
