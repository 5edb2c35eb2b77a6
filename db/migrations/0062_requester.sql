-- What a plan's program was told of whoever asks, as it was when the plan was made: by field, each with its label. Null where
-- the program doesn't name them, and in plans from before.
alter table plans add column identity jsonb;
comment on column plans.identity is 'What its program was told of whoever asks, by field; null where it doesn’t name them.';
