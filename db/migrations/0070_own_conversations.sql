-- A person's conversations as a list, from whichever browser they come: how far they have read each, and which they deleted.
-- What was answered before this was counted is taken for read.
alter table threads
  add column read_seq bigint not null default 0,
  add column deleted_at timestamptz;
update threads set read_seq = head_seq;

comment on column threads.read_seq is
  'The last event that was on a screen of its requester, as the screen said.';
comment on column threads.deleted_at is
  'When its requester deleted it: nobody reads it as a conversation from then on. What led to plans stays, for their evidence.';
