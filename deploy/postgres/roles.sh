#!/bin/sh
# Makes what db/migrations expects of a PostgreSQL: an owner for the tables, the two roles that do the server's work, and
# a user for the server, which owns nothing and may take these roles. The image of PostgreSQL runs it once, on an empty
# volume; running it again changes the passwords to those that it is given. Needs a superuser.
set -eu

psql -v ON_ERROR_STOP=1 -X -q --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v database="$POSTGRES_DB" -v owner="${PARLEY_OWNER:-parley_owner}" -v server="${PARLEY_SERVER:-parley_server}" \
  -v owner_password="$PARLEY_OWNER_PASSWORD" -v server_password="$PARLEY_SERVER_PASSWORD" <<'SQL'
select format('create role %I', name) from unnest(array['parley_app', 'parley_queue']) name
  where not exists (select from pg_roles where rolname = name) \gexec
select format('create role %I login', name) from unnest(array[:'owner', :'server']) name
  where not exists (select from pg_roles where rolname = name) \gexec
alter role :"owner" password :'owner_password';
alter role :"server" password :'server_password';
grant parley_app, parley_queue to :"owner";
grant parley_app, parley_queue to :"server";
alter database :"database" owner to :"owner";
alter schema public owner to :"owner";
revoke all on database :"database" from public;
grant connect on database :"database" to :"server";
create extension if not exists vector;
SQL
