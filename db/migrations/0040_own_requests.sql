-- A long message counts as pasted until its author says, by a press in their own session, that it is their own request. The
-- press queues one run more for it, which reads it whole; runs before that one don't.
alter table messages add column own_run uuid;
alter table messages add foreign key (tenant_id, own_run) references runs;
grant update (own_run) on messages to parley_app;

comment on column messages.own_run is
  'The run that reads all of it as its author''s own request, since they said so; null where nobody did.';
