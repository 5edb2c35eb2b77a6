-- A message answers a question of ours only where its writer had that question before them, and an answer of a person's
-- names what it replies to. What an answer of ours answers is its run's.
alter table messages
  add column seen bigint check (seen >= 0),
  add column answers uuid[] not null default '{}',
  add constraint messages_seen_written check (seen is null or role = 'user'),
  add constraint messages_answers_of_people check (answers = '{}' or role = 'person');

comment on column messages.seen is
  'The number of the thread''s last event that its writer can have seen when they wrote it; null in rows from before.';
comment on column messages.answers is
  'The messages that a person''s answer replies to.';
