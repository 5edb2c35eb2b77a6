-- What of the fix list somebody has ticked off: what was said or asked before then is done with, and what comes after it
-- stands there again. A question by a hash of its words, a document by its id.
create table mended (
  tenant_id text not null references tenants,
  kind text not null check (kind in ('document', 'question', 'noticed')),
  key text not null,
  mended_by text not null,
  mended_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, kind, key),
  foreign key (tenant_id, mended_by) references principals
);

alter table mended enable row level security;
alter table mended force row level security;
create policy own_tenant on mended to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert, update (mended_by, mended_at), delete on mended to parley_app;

comment on table mended is 'What of the fix list somebody has ticked off, and when.';
comment on column mended.key is
  'A document''s id; with noticed its version behind a colon. Of a question the SHA-256 of its words, in hex.';
