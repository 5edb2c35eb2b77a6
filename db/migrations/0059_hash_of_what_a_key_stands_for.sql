-- What a caller sent under a key of its own, so that another message under the same key is told from the same one again.
-- Of what arrived before, and of what a channel delivers, nothing is known, and a key alone says what is the same.
alter table inbox add column content_hash text;
comment on column inbox.content_hash is
  'SHA-256 of what a caller sent under a key of its own. Null where the channel made the key: it may deliver the same in other words.';
