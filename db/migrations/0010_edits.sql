-- What people changed of a plan while it waited, beside the steps as its program staged them; null where nobody has.
alter table plans add column edits jsonb;
