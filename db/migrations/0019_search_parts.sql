-- What search needs to fold what says the same, to narrow, and to read each document in its language.

-- language: by which its words are stemmed, as ISO 639-1 has it; 'und' where nobody knows. version_at: when its current
-- version came in, which search narrows by and prefers the newer of two by.
alter table documents
  add column language text not null default 'en',
  add column version_at timestamptz not null default now();
alter table documents alter column language drop default;
create index documents_by_version_at on documents (tenant_id, version_at);
-- Sources are narrowed by what they begin with, whatever the database's collation.
create index documents_by_source on documents (tenant_id, source collate "C");

-- sketch: two passages that say nearly the same differ in few of its bits. facts: a hash of what they may not differ in.
alter table passages
  add column sketch bit(128),
  add column facts text;

-- The owner is held by the policies too, and has none: for this transaction it isn't held.
alter table documents no force row level security;
alter table document_versions no force row level security;
update documents d set version_at = v.created_at
  from document_versions v
 where v.tenant_id = d.tenant_id and v.document_id = d.id and v.version = d.current_version;
alter table documents force row level security;
alter table document_versions force row level security;

-- What a document was handed in with, for search to narrow by. By the key, because an index over JSON isn't used under
-- the policies.
create table document_metadata (
  tenant_id text not null,
  document_id uuid not null,
  key text not null,
  value text not null,
  primary key (tenant_id, document_id, key),
  foreign key (tenant_id, document_id) references documents on delete cascade
);
create index document_metadata_by_value on document_metadata (tenant_id, key, value, document_id);
alter table document_metadata enable row level security;
alter table document_metadata force row level security;
create policy own_tenant on document_metadata to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
create policy own_readers on document_metadata as restrictive to parley_app
  using ((select keeps_documents()) or exists (
    select from documents d where d.tenant_id = document_metadata.tenant_id and d.id = document_metadata.document_id))
  with check ((select keeps_documents()));
grant select, insert, update, delete on document_metadata to parley_app;
