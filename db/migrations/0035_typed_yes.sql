-- How whoever wrote a message was recognised when they wrote it: what is written with a key or a service's token says yes to
-- nothing. Null for answers, and for messages from before, which say yes to nothing either.
alter table messages add column authenticated_by text check (authenticated_by in ('session', 'key', 'token'));
