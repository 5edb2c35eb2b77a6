-- The groups that the identity provider says somebody is in. They open documents (`group:<name>` in an access list) and
-- nothing else: what somebody may approve hangs on roles.
alter table principals add column groups text[] not null default '{}';
